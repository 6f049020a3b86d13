import { Organisation } from '../../models/organisation.js';
import { findRows } from '../../models/rows.js';
import { User } from '../../models/user.js';
import { addBorrowerAccount } from '../auth/register-borrower.js';
import { runCommand } from '../command.js';
import type { Context, System, VisitorContext } from '../context.js';
import { DISTRICTS, type DistrictCode } from '../core/districts.js';
import type { Role } from '../core/roles.js';
import { addOrganisation, type NewOrganisation } from '../organisations/create-organisation.js';
import { addUser } from '../users/create-user.js';
import { SeededRandom } from './seeded-random.js';
import { syntheticIdentityNumber, syntheticPhone } from './synthetic-identity.js';
import { syntheticPaper } from './synthetic-paper.js';

type StaffRole = Exclude<Role, 'borrower' | 'bank-machine'>;

const ORGANISATIONS: readonly NewOrganisation[] = [
  { code: 'BANK01', kind: 'bank', name: '示范银行广州分行' },
  { code: 'BANK02', kind: 'bank', name: '示范农商银行' },
  { code: 'FUND01', kind: 'guarantor', guarantorKind: 'fund', name: '示范创业担保贷款担保基金' },
  { code: 'GUAR01', kind: 'guarantor', guarantorKind: 'institution', name: '示范融资担保有限公司' },
  { code: 'STATION01', kind: 'station', name: '天河示范就业驿站', districtCode: '440106' },
];

/** The accounts a visitor is shown: one per role. */
export const SHOWN_ACCOUNTS: Readonly<Record<string, readonly [StaffRole, string]>> = {
  'station.clerk': ['station-clerk', 'STATION01'],
  'bank.maker': ['bank-officer', 'BANK01'],
  'bank.checker': ['bank-supervisor', 'BANK01'],
  'guarantor.maker': ['guarantor-officer', 'FUND01'],
  'guarantor.checker': ['guarantor-supervisor', 'FUND01'],
  'district.reviewer': ['district-reviewer', 'DISTRICT-440106'],
  'centre.maker': ['municipal-officer', 'MUNICIPAL-CENTRE'],
  'centre.checker': ['municipal-supervisor', 'MUNICIPAL-CENTRE'],
  'finance.approver': ['finance-approver', 'FINANCE-BUREAU'],
  auditor: ['auditor', 'AUDIT-OFFICE'],
  'system.admin': ['system-administrator', 'PLATFORM'],
  'security.admin': ['security-administrator', 'PLATFORM'],
  'audit.admin': ['audit-administrator', 'PLATFORM'],
};

const OTHER_DISTRICTS = (Object.keys(DISTRICTS) as DistrictCode[]).filter((code) => code !== '440106');

/** A further person in each institution that decides: who looks again at a refusal that the others took part in. */
export const SECOND_ACCOUNTS: Readonly<Record<string, readonly [StaffRole, string]>> = {
  'district.second': ['district-reviewer', 'DISTRICT-440106'],
  'bank.second': ['bank-supervisor', 'BANK01'],
  'guarantor.second': ['guarantor-supervisor', 'FUND01'],
};

/** Colleagues in the other institutions, without whom the story could not be told. */
const FURTHER_ACCOUNTS: Readonly<Record<string, readonly [StaffRole, string]>> = {
  'bank02.maker': ['bank-officer', 'BANK02'],
  'bank02.checker': ['bank-supervisor', 'BANK02'],
  'guar01.maker': ['guarantor-officer', 'GUAR01'],
  'guar01.checker': ['guarantor-supervisor', 'GUAR01'],
  ...Object.fromEntries(
    OTHER_DISTRICTS.map((code) => [`reviewer.${code}`, ['district-reviewer', `DISTRICT-${code}`] as const]),
  ),
};

const STAFF_SEQUENCE = 800;

/** Who is there: ids by organisation code, and contexts in which a use case is called as an account. */
export interface Cast {
  organisationId(code: string): number;
  as(username: string): Context;
  /** The page that stands in for every paper. */
  readonly paper: Uint8Array;
  /** Opens a founder's account. */
  addBorrower(founder: Founder): Promise<void>;
}

export interface Founder {
  readonly username: string;
  readonly name: string;
  readonly identityNumber: string;
  readonly phone: string;
}

/** Adds the demo's organisations and accounts, all with one password's hash, to the city's own offices. */
export async function assembleCast(system: System, passwordHash: string): Promise<Cast> {
  const visitor = { system, requestId: 'demo', language: 'zh' } as const;
  const organisationIds = await runCommand(visitor, 'organisation.create', async (unit) => {
    for (const organisation of ORGANISATIONS) await addOrganisation(unit, organisation);
    const rows = await findRows(Organisation, { where: {}, transaction: unit.transaction });
    return Object.fromEntries(rows.map(({ code, id }) => [code, id]));
  });
  const organisationId = (code: string): number => {
    const id = organisationIds[code];
    if (id === undefined) throw new Error(`No organisation ${code}`);
    return id;
  };
  await addAccounts(visitor, passwordHash, organisationId);
  const contexts = new Map<string, Context>();
  const remember = async (): Promise<void> => {
    for (const { id: userId, username, role, organisationId: office, personIndex } of await findRows(User, {
      where: {},
    })) {
      const actor = { userId, role, organisationId: office, personIndex, sessionId: 0 };
      contexts.set(username, { ...visitor, actor });
    }
  };
  await remember();
  return {
    organisationId,
    paper: await syntheticPaper(),
    as: (username) => {
      const context = contexts.get(username);
      if (!context) throw new Error(`Nobody is called ${username}`);
      return context;
    },
    addBorrower: async (founder) => {
      await runCommand(visitor, 'user.register', async (unit) => ({
        userId: await addBorrowerAccount(system, unit, founder, passwordHash),
      }));
      await remember();
    },
  };
}

const SURNAMES = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许邓冯韩曹';
const GIVEN_NAMES = ['文静', '志强', '晓燕', '建华', '丽娟', '伟明', '雪梅', '国栋', '佩珊', '嘉豪', '思敏'];

/** A name like many, of nobody in particular. */
const staffName = (index: number): string =>
  `${SURNAMES[index % SURNAMES.length] ?? ''}${GIVEN_NAMES[index % GIVEN_NAMES.length] ?? ''}`;

/** Opens the accounts of everybody who works in an institution. */
async function addAccounts(
  visitor: VisitorContext,
  passwordHash: string,
  organisationId: Cast['organisationId'],
): Promise<void> {
  const random = new SeededRandom(1);
  await runCommand(visitor, 'user.create', async (unit) => {
    for (const [index, [username, [role, code]]] of Object.entries({
      ...SHOWN_ACCOUNTS,
      ...FURTHER_ACCOUNTS,
      ...SECOND_ACCOUNTS,
    }).entries()) {
      const identityNumber = syntheticIdentityNumber('440106', STAFF_SEQUENCE + index, random);
      const account = {
        organisationId: organisationId(code),
        username,
        displayName: staffName(index),
        role,
        identityNumber,
      };
      await addUser(
        visitor.system,
        unit,
        { ...account, identityKind: 'resident-identity-card' },
        { hash: passwordHash, mustChange: false },
      );
    }
    return {};
  });
}

/** The synthetic founder behind a planned loan; the first enterprise's is the account that visitors are shown. */
export function founderOf(sequence: number, district: DistrictCode): Founder {
  const random = new SeededRandom(sequence);
  return {
    username: sequence === 1 ? 'borrower' : `founder.${String(sequence).padStart(2, '0')}`,
    name: `示范创业者${sequence}`,
    identityNumber: syntheticIdentityNumber(district, sequence, random),
    phone: syntheticPhone(sequence),
  };
}
