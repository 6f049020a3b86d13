import { hashPassword } from '../../server/auth/passwords.js';
import { addBorrowerAccount } from '../../server/auth/register-borrower.js';
import { runCommand, type UnitOfWork } from '../../server/command.js';
import type { System } from '../../server/context.js';
import { identityCheckCharacter } from '../../server/core/identity-number.js';
import { addOrganisation } from '../../server/organisations/create-organisation.js';
import { installReferenceOrganisations } from '../../server/organisations/install-organisations.js';
import { addUser } from '../../server/users/create-user.js';
import type { StaffRole } from '../../server/users/role-organisations.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { parseYuan } from '../../server/core/money.js';
import { GuarantorCapital } from '../../models/guarantor-capital.js';
import { Organisation } from '../../models/organisation.js';
import { findRow, findRows, insertRows, updateRows, type Row } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { User } from '../../models/user.js';

/** Everybody's password: it keeps the rules and has not to be changed. */
export const PASSWORD = 'Kapok-blooms-8';

/** Organisations of a test: the reference ones that matter, and two of each other kind, so that one is foreign. */
const FURTHER_ORGANISATIONS = [
  { code: 'BANK', kind: 'bank', name: '第一银行' },
  { code: 'OTHER-BANK', kind: 'bank', name: '第二银行' },
  { code: 'GUARANTOR', kind: 'guarantor', guarantorKind: 'fund', name: '担保基金' },
  { code: 'OTHER-GUARANTOR', kind: 'guarantor', guarantorKind: 'institution', name: '担保公司' },
  { code: 'STATION', kind: 'station', name: '第一就业驿站', districtCode: '440106' },
  { code: 'OTHER-STATION', kind: 'station', name: '第二就业驿站', districtCode: '440104' },
] as const;

const DISTRICT = 'district-440106';
const OTHER_DISTRICT = 'district-440104';

/** Who is who: user name, role, organisation. The first of each role belong together, the "other" ones are foreign to them. */
const STAFF = {
  'station.clerk': ['station-clerk', 'station'],
  'bank.maker': ['bank-officer', 'bank'],
  'bank.checker': ['bank-supervisor', 'bank'],
  'guarantor.maker': ['guarantor-officer', 'guarantor'],
  'guarantor.checker': ['guarantor-supervisor', 'guarantor'],
  'district.reviewer': ['district-reviewer', DISTRICT],
  'centre.maker': ['municipal-officer', 'municipal-centre'],
  'centre.checker': ['municipal-supervisor', 'municipal-centre'],
  'finance.approver': ['finance-approver', 'finance-bureau'],
  auditor: ['auditor', 'audit-office'],
  'system.admin': ['system-administrator', 'platform'],
  'security.admin': ['security-administrator', 'platform'],
  'audit.admin': ['audit-administrator', 'platform'],
  'other.station.clerk': ['station-clerk', 'other-station'],
  'other.bank.maker': ['bank-officer', 'other-bank'],
  'other.bank.checker': ['bank-supervisor', 'other-bank'],
  'other.guarantor.maker': ['guarantor-officer', 'other-guarantor'],
  'other.guarantor.checker': ['guarantor-supervisor', 'other-guarantor'],
  'other.district.reviewer': ['district-reviewer', OTHER_DISTRICT],
} as const satisfies Record<string, readonly [StaffRole, string]>;

const BORROWERS = ['borrower', 'other.borrower'] as const;

export type Username = keyof typeof STAFF | (typeof BORROWERS)[number];

export const USERNAMES: readonly Username[] = [
  ...BORROWERS,
  ...(Object.keys(STAFF) as (keyof typeof STAFF)[]),
];

/** Ids by user name and by the code of an organisation in small letters; `district` and `otherDistrict` are Tianhe and Yuexiu. */
export interface People {
  readonly userIds: Readonly<Record<Username, number>>;
  readonly organisationIds: Readonly<Record<string, number>> & {
    readonly district: number;
    readonly otherDistrict: number;
  };
}

/** A valid identity number, a different one for every number from 0 to 999. */
export function identityNumberOf(serial: number): string {
  const digits = `44010619900101${String(serial).padStart(3, '0')}`;
  return digits + identityCheckCharacter(digits);
}

export const phoneOf = (serial: number): string => `138${String(serial).padStart(8, '0')}`;

let passwordHash: Promise<string> | undefined;

/** Installs the city's offices, two of every other kind of organisation and one user for every role, in the empty database. */
export async function buildPeople(system: System): Promise<People> {
  passwordHash ??= hashPassword(PASSWORD);
  const hash = await passwordHash;
  await installReferenceOrganisations(system);
  const organisationIds: Record<string, number> = {};
  const userIds: Partial<Record<Username, number>> = {};
  await runCommand({ system, requestId: 'people', language: 'zh' }, 'user.create', async (unit) => {
    for (const organisation of FURTHER_ORGANISATIONS) await addOrganisation(unit, organisation);
    const organisations = await findRows(Organisation, { where: {}, transaction: unit.transaction });
    for (const { code, id } of organisations) organisationIds[code.toLowerCase()] = id;
    await addCapitals(unit, organisations);
    for (const [serial, username] of USERNAMES.entries()) {
      userIds[username] = await addPerson(system, unit, username, serial, hash, organisationIds);
    }
    return {};
  });
  const district = organisationIds[DISTRICT] ?? 0;
  const otherDistrict = organisationIds[OTHER_DISTRICT] ?? 0;
  return {
    userIds: userIds as Record<Username, number>,
    organisationIds: { ...organisationIds, district, otherDistrict },
  };
}

/** Every guarantor has a capital that no test reaches unless it says so. */
async function addCapitals(unit: UnitOfWork, organisations: readonly Row<Organisation>[]): Promise<void> {
  const guarantors = organisations.filter(({ kind }) => kind === 'guarantor');
  const capital = {
    effectiveOn: parseBusinessDate('2020-01-01'),
    amountFen: parseYuan('10000000000.00'),
    document: '审计报告',
    makerUserId: null,
    checkerUserId: null,
    recordedAt: unit.now,
  };
  await insertRows(
    GuarantorCapital,
    guarantors.map(({ id: organisationId }) => ({ organisationId, ...capital })),
    unit.transaction,
  );
}

async function addPerson(
  system: System,
  unit: Parameters<typeof addUser>[1],
  username: Username,
  serial: number,
  hash: string,
  organisationIds: Readonly<Record<string, number>>,
): Promise<number> {
  const identityNumber = identityNumberOf(serial);
  if (username === 'borrower' || username === 'other.borrower') {
    const person = { username, name: `借款人${serial}`, identityNumber, phone: phoneOf(serial) };
    return addBorrowerAccount(system, unit, person, hash);
  }
  const [role, code] = STAFF[username];
  const organisationId = organisationIds[code] ?? 0;
  const account = {
    organisationId,
    username,
    displayName: username,
    role,
    identityKind: 'resident-identity-card',
    identityNumber,
  } as const;
  return addUser(system, unit, account, { hash, mustChange: false });
}

/** Makes a second account the same natural person as another's. */
export async function makeSamePerson(
  { system }: { readonly system: System },
  second: Username,
  first: Username,
): Promise<void> {
  const known = await findRow(User, { where: { username: first } });
  await inTransaction(system.database, (transaction) =>
    updateRows(User, { personIndex: known?.personIndex ?? null }, { username: second }, transaction),
  );
}
