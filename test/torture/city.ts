import { randomUUID } from 'node:crypto';
import { findRow, findRows, insertRow, updateRows } from '../../models/rows.js';
import { Organisation } from '../../models/organisation.js';
import { inTransaction } from '../../models/transaction.js';
import { User } from '../../models/user.js';
import { UserSession } from '../../models/user-session.js';
import { decideAgreement } from '../../server/agreements/decide-agreement.js';
import { proposeAgreement } from '../../server/agreements/propose-agreement.js';
import { decideAllotment } from '../../server/budgets/decide-allotment.js';
import { proposeAllotment } from '../../server/budgets/propose-allotment.js';
import { epochSeconds } from '../../server/clock.js';
import type { Actor, Context, System } from '../../server/context.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { fen } from '../../server/core/money.js';
import { rate } from '../../server/core/rate.js';
import { buildPeople } from '../support/people.js';

/** A bank with its people and the guarantor it works with. */
export interface Bank {
  readonly code: string;
  readonly guarantorCode: string;
  readonly maker: string;
  readonly checker: string;
  readonly guarantorMaker: string;
  readonly guarantorChecker: string;
  readonly reviewer: string;
  readonly districtCode: string;
  readonly districtName: string;
}

const bankCalled = (prefix: string, place: Pick<Bank, 'districtCode' | 'districtName'>): Bank => ({
  code: `${prefix}bank`.replace('.', '-').toUpperCase(),
  guarantorCode: `${prefix}guarantor`.replace('.', '-').toUpperCase(),
  maker: `${prefix}bank.maker`,
  checker: `${prefix}bank.checker`,
  guarantorMaker: `${prefix}guarantor.maker`,
  guarantorChecker: `${prefix}guarantor.checker`,
  reviewer: `${prefix}district.reviewer`,
  ...place,
});

/** Two banks that must never see each other's loans. The first works with the fund, the second with an institution. */
export const BANKS: readonly [Bank, Bank] = [
  bankCalled('', { districtCode: '440106', districtName: '天河区' }),
  bankCalled('other.', { districtCode: '440104', districtName: '越秀区' }),
];

const FIRST_YEAR = 2025;
const YEARS = 40;
const MUCH = fen(100_000_000_000_00);
/** Enough for some thousand loans at once, so that it is reached in a long run. */
const LIMIT = fen(500_000_000_00);

/** Opens the city in an empty database: people, an agreement of each bank, and budgets for as long as anybody tests. */
export async function buildCity(system: System): Promise<void> {
  await buildPeople(system);
  await inTransaction(system.database, (transaction) =>
    updateRows(User, { otpConfirmedAt: system.clock.now() }, {}, transaction),
  );
  const maker = await contextOf(system, 'centre.maker');
  for (const bank of BANKS) await agree(system, maker, bank);
  const treasury = await contextOf(system, 'finance.approver');
  for (let year = FIRST_YEAR; year < FIRST_YEAR + YEARS; year += 1) {
    const allotment = {
      year,
      level: 'city',
      districtCode: '',
      amount: MUCH,
      document: `穗财〔${year}〕1号`,
    } as const;
    const { budgetId, payloadHash } = await proposeAllotment(maker, allotment);
    await decideAllotment(treasury, budgetId, { payloadHash, outcome: 'approve', reason: null });
  }
}

async function agree(system: System, maker: Context, bank: Bank): Promise<void> {
  const isFirst = bank === BANKS[0];
  const ids = await organisationIds();
  const { agreementId, payloadHash } = await proposeAgreement(maker, {
    bankOrganisationId: ids.get(bank.code) ?? 0,
    guarantorOrganisationId: ids.get(bank.guarantorCode) ?? 0,
    startsOn: parseBusinessDate('2020-01-01'),
    endsOn: parseBusinessDate('2090-01-01'),
    exposureLimitFen: LIMIT,
    singleLoanLimitFen: fen(5_000_000_00),
    guarantorLimitFen: LIMIT,
    approvalMode: 'bank-and-guarantor',
    modeTerms: { feeRate: rate(0), objectionEffect: null, batchCapBasisPoints: null },
    interestCovered: !isFirst,
    compensation: { capFen: null, costsFirst: !isFirst, consents: isFirst ? [] : ['finance'] },
    shares: isFirst
      ? [
          { bearer: 'bank', shareBasisPoints: 2000 },
          { bearer: 'city-fund', shareBasisPoints: 8000 },
        ]
      : [
          { bearer: 'bank', shareBasisPoints: 1234 },
          { bearer: 'guarantee-institution', shareBasisPoints: 4321 },
          { bearer: 're-guarantee', shareBasisPoints: 4445 },
        ],
  });
  const checker = await contextOf(system, 'centre.checker');
  const verdict = { payloadHash, outcome: 'approve', reason: null } as const;
  await decideAgreement(checker, { agreementId: Number(agreementId), ...verdict });
}

/** Organisations by code. */
export async function organisationIds(): Promise<ReadonlyMap<string, number>> {
  const rows = await findRows(Organisation, { where: {} });
  return new Map(rows.map(({ code, id }) => [code, id]));
}

const FOR_EVER = '2199-01-01T00:00:00.000Z';

/** Opens a session of a person that outlasts every test, and for which the second factor was proved once and for all. */
export async function actorOf({ database, clock }: System, username: string): Promise<Actor> {
  const user = await findRow(User, { where: { username } });
  if (!user) throw new Error(`Nobody is called ${username}`);
  const { id: userId, role, organisationId, personIndex } = user;
  const now = clock.now();
  const familyCode = randomUUID();
  const lasting = { expiresAt: FOR_EVER, factorProvenAt: FOR_EVER };
  const session = { userId, familyCode, createdAt: now, lastUsedAt: now, ...lasting };
  const sessionId = await inTransaction(database, (transaction) =>
    insertRow(UserSession, session, transaction),
  );
  return { userId, role, organisationId, personIndex, sessionId };
}

/** The context in which a use case is called as a person. */
export async function contextOf(system: System, username: string): Promise<Context> {
  return { system, actor: await actorOf(system, username), requestId: randomUUID(), language: 'zh' };
}

/** Access tokens of people, fresh by the system's clock, without the cost of passwords. */
export function createTokens(system: System): (username: string) => Promise<string> {
  const actors = new Map<string, Promise<Actor>>();
  const issued = new Map<string, { readonly at: number; readonly token: string }>();
  return async (username) => {
    const actor = actors.get(username) ?? actorOf(system, username);
    actors.set(username, actor);
    const now = epochSeconds(system.clock.now());
    const known = issued.get(username);
    if (known && now >= known.at && now < known.at + TOKEN_USED_FOR_SECONDS) return known.token;
    const { userId, sessionId } = await actor;
    const token = system.auth.accessTokens.issue({ userId, sessionId, sessionVersion: 0 }, now);
    issued.set(username, { at: now, token });
    return token;
  };
}

const TOKEN_USED_FOR_SECONDS = 120;
