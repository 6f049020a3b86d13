import { UniqueConstraintError } from 'sequelize';
import { AuditChain } from '../../models/audit-event.js';
import { Organisation } from '../../models/organisation.js';
import { insertRow } from '../../models/rows.js';
import { GENESIS_HASH } from '../audit/append-event.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import type { Bilingual } from '../core/bilingual.js';
import { DomainError } from '../core/errors.js';

/** What an organisation does in the chain. */
export const ORGANISATION_KINDS = {
  district: { zh: '区级经办机构', en: 'District office' },
  station: { zh: '就业驿站', en: 'Service station' },
  bank: { zh: '经办银行', en: 'Bank' },
  guarantor: { zh: '担保方', en: 'Guarantor' },
  centre: { zh: '市级经办机构', en: 'Municipal centre' },
  finance: { zh: '财政部门', en: 'Finance bureau' },
  audit: { zh: '审计部门', en: 'Audit office' },
  platform: { zh: '系统运维', en: 'Platform' },
} as const satisfies Record<string, Bilingual>;

export type OrganisationKind = keyof typeof ORGANISATION_KINDS;

/** A guarantee fund is the city's own; a guarantee institution is a company. */
export type GuarantorKind = 'fund' | 'institution';

export interface NewOrganisation {
  readonly code: string;
  readonly kind: OrganisationKind;
  readonly guarantorKind?: GuarantorKind | undefined;
  readonly name: string;
  readonly districtCode?: string | undefined;
}

/** Adds an organisation with the audit chain of its own. Fails: already-exists (code), malformed (kind of guarantor or district missing). */
export async function createOrganisation(
  context: Context,
  input: NewOrganisation,
): Promise<{ organisationId: number }> {
  try {
    return await runCommand(context, 'organisation.create', async (unit) => ({
      organisationId: await addOrganisation(unit, input),
    }));
  } catch (error) {
    if (error instanceof UniqueConstraintError)
      throw new DomainError('already-exists', { what: 'organisation' });
    throw error;
  }
}

/** The part of the command that start-up shares: row, chain and first event. */
export async function addOrganisation(unit: UnitOfWork, input: NewOrganisation): Promise<number> {
  const { transaction, now } = unit;
  const { code, kind, guarantorKind = null, name, districtCode = null } = input;
  if ((kind === 'guarantor') !== (guarantorKind !== null))
    throw new DomainError('malformed', { field: 'guarantorKind' });
  if (kind === 'district' && districtCode === null)
    throw new DomainError('malformed', { field: 'districtCode' });
  const organisationId = await insertRow(
    Organisation,
    { code, kind, guarantorKind, name, districtCode, createdAt: now },
    transaction,
  );
  await insertRow(AuditChain, { organisationId, sequence: 0, headHash: GENESIS_HASH }, transaction);
  unit.record({
    organisationId,
    subjectKind: 'organisation',
    subjectId: organisationId,
    detail: { code, kind, name, guarantorKind, districtCode },
  });
  return organisationId;
}
