import { ApplicationParty } from '../../models/application-party.js';
import { CounterGuarantee } from '../../models/counter-guarantee.js';
import { deleteRows, insertRow } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { System } from '../context.js';
import { readIdentity, type IdentityKind } from '../core/identity-number.js';
import type {
  CompleteForm,
  CounterGuaranteeEntry,
  FormBorrowerKind,
  PersonEntry,
} from './application-form.js';
import { settleIndexes } from '../privacy/settle-indexes.js';

export type PartyRole =
  | 'applicant'
  | 'spouse'
  | 'partner'
  | 'legal-representative'
  | 'counter-guarantor'
  | 'counter-guarantor-spouse'
  | 'new-hire';

/** A party before it is encrypted. */
export interface Party {
  readonly role: PartyRole;
  readonly name: string;
  readonly identityKind: IdentityKind;
  readonly identityNumber: string;
  readonly phone: string | null;
}

const partyOf = (role: PartyRole, person: PersonEntry): Party => {
  if (!person.name || !person.identityKind || !person.identityNumber)
    throw new Error(`The ${role} is not complete`);
  const { name, identityKind, identityNumber, phone = null } = person;
  return { role, name, identityKind, identityNumber: canonicalNumber(identityKind, identityNumber), phone };
};

/** The written form of a number, so that equal numbers have equal indexes. */
export const canonicalNumber = (kind: IdentityKind, number: string): string =>
  readIdentity(kind, number)?.number ?? number;

/** Who borrows: the founder, or the enterprise itself by its credit code. */
export function borrowerOf(kind: FormBorrowerKind, form: CompleteForm): Party {
  if (kind !== 'enterprise') return partyOf('applicant', form.applicant);
  const { name, creditCode } = form.business;
  return {
    role: 'applicant',
    name,
    identityKind: 'credit-code',
    identityNumber: creditCode,
    phone: form.applicant.phone,
  };
}

/** The parties of a complete form, counter-guarantors left out: they come with their counter-guarantee. */
export function partiesOf(kind: FormBorrowerKind, form: CompleteForm): Party[] {
  const { applicant, spouse, partners = [], workforce } = form;
  const hires = kind === 'enterprise' ? (workforce?.newHires ?? []) : [];
  return [
    borrowerOf(kind, form),
    ...(kind === 'enterprise' ? [partyOf('legal-representative', applicant)] : []),
    ...(applicant.maritalStatus === 'married' && spouse ? [partyOf('spouse', spouse)] : []),
    ...partners.map((partner) => partyOf('partner', partner)),
    ...hires.map((hire) => partyOf('new-hire', hire)),
  ];
}

/** Writes the parties and counter-guarantees of a form anew: identity numbers and phones encrypted, with blind indexes. */
export async function storeParties(
  system: System,
  unit: UnitOfWork,
  applicationId: number,
  kind: FormBorrowerKind,
  form: CompleteForm,
): Promise<void> {
  const { transaction } = unit;
  await deleteRows(CounterGuarantee, { applicationId }, transaction);
  await deleteRows(ApplicationParty, { applicationId }, transaction);
  for (const party of partiesOf(kind, form)) await insertParty(system, unit, applicationId, party);
  for (const entry of form.counterGuarantees)
    await insertCounterGuarantee(system, unit, applicationId, entry);
}

async function insertCounterGuarantee(
  system: System,
  unit: UnitOfWork,
  applicationId: number,
  entry: CounterGuaranteeEntry,
): Promise<void> {
  const { kind, person, spouse, description = null, valueFen = null, exemptionBasis = null } = entry;
  const guarantor = kind === 'guarantor' && person ? partyOf('counter-guarantor', person) : null;
  const partyId = guarantor && (await insertParty(system, unit, applicationId, guarantor));
  if (guarantor && spouse)
    await insertParty(system, unit, applicationId, partyOf('counter-guarantor-spouse', spouse));
  const values = { applicationId, kind, partyId, description, valueFen, exemptionBasis };
  await insertRow(CounterGuarantee, values, unit.transaction);
}

async function insertParty(
  system: System,
  unit: UnitOfWork,
  applicationId: number,
  party: Party,
): Promise<number> {
  const { cipher } = system;
  const { role, name, identityKind, identityNumber, phone } = party;
  const identityIndex = cipher.blindIndex('identity', identityNumber);
  const phoneIndex = phone === null ? null : cipher.blindIndex('phone', phone);
  await settleIndexes(system, unit.transaction, [identityIndex, phoneIndex]);
  return insertRow(
    ApplicationParty,
    {
      applicationId,
      role,
      name,
      identityKind,
      identityCipher: cipher.encrypt(identityNumber, 'application_parties.identity'),
      identityIndex,
      phoneCipher: phone === null ? null : cipher.encrypt(phone, 'application_parties.phone'),
      phoneIndex,
    },
    unit.transaction,
  );
}
