import type { Actor } from '../context.js';
import type { Role } from '../core/roles.js';

/** Every row. */
export const EVERYTHING = {} as const;
/** No row: an empty list of ids. */
export const NOTHING = { id: [] } as const;

/** The side of a case a role works on. Administrators have none: they run the system and see no case. */
type Side = 'borrower' | 'station' | 'bank' | 'guarantor' | 'district' | 'city' | 'none';

const SIDES: Readonly<Record<Role, Side>> = {
  borrower: 'borrower',
  'station-clerk': 'station',
  'bank-officer': 'bank',
  'bank-supervisor': 'bank',
  'bank-machine': 'bank',
  'guarantor-officer': 'guarantor',
  'guarantor-supervisor': 'guarantor',
  'district-reviewer': 'district',
  'municipal-officer': 'city',
  'municipal-supervisor': 'city',
  'finance-approver': 'city',
  auditor: 'city',
  'system-administrator': 'none',
  'security-administrator': 'none',
  'audit-administrator': 'none',
};

/** A side and the organisation it stands for; an account of an organisation that names none sees nothing. */
export function sideOf(actor: Actor): { side: Side; organisationId: number } {
  const side = SIDES[actor.role];
  if (side === 'borrower' || side === 'city') return { side, organisationId: 0 };
  return actor.organisationId === null
    ? { side: 'none', organisationId: 0 }
    : { side, organisationId: actor.organisationId };
}

/** What belongs to a bank: that of one's own bank; all for the city. */
export function ofBank(actor: Actor) {
  const { side, organisationId } = sideOf(actor);
  if (side === 'city') return EVERYTHING;
  return side === 'bank' ? { bankOrganisationId: organisationId } : NOTHING;
}

/** What belongs to a bank and a guarantor: that of one's own; all for the city. */
export function ofBankOrGuarantor(actor: Actor) {
  const { side, organisationId } = sideOf(actor);
  return side === 'guarantor' ? { guarantorOrganisationId: organisationId } : ofBank(actor);
}
