import { selectRows } from '../../../models/rows.js';
import { addDays, parseBusinessDate, type BusinessDate } from '../../../server/core/business-date.js';
import { computeSubsidy, subsidyTerms } from '../../../server/core/interest-subsidy.js';
import type { Fen } from '../../../server/core/money.js';
import type { BorrowerKind } from '../../../server/core/policy/subsidy-policy.js';
import type { Rate } from '../../../server/core/rate.js';
import { subsidyQuarterOf } from '../../../server/core/subsidy-quarter.js';
import {
  ENDING_CHANGES,
  type EndingChange,
  type LoanFacts,
  type SubsidyTerms,
} from '../../../server/core/subsidy-segments.js';
import { findLoanFacts, LOAN_REGION, type ContractRow } from '../../../server/loans/loan-facts.js';
import { referenceSubsidy } from '../../core/reference-subsidy.js';
import type { Invariant, View } from './invariant.js';

interface Sealed {
  readonly id: number;
  readonly identityCipher: string;
  readonly identityIndex: string;
  readonly erasedAt: string | null;
}

const FOR_EVER = parseBusinessDate('2199-12-31');
const SAMPLE = 50;
const LOANS_A_CHECK = 12;

/** A few rows from anywhere, the newest among them. */
const sampled = (table: string, columns: string): string =>
  `SELECT ${columns} FROM ${table} WHERE id > (SELECT MAX(id) FROM ${table}) - ${SAMPLE} OR id % 97 = 3 ORDER BY id DESC LIMIT ${SAMPLE * 4}`;

const sealedAndFound: Invariant = {
  number: 28,
  law: 'a sealed number opens again, and its index is the index of what it says',
  async findOffences({ database, system: { cipher } }) {
    const rows = await selectRows<Sealed>(
      database,
      sampled('borrowers', 'id, identityCipher, identityIndex, erasedAt'),
    );
    return rows
      .filter(({ identityCipher, identityIndex, erasedAt }) => {
        if (erasedAt !== null) return false;
        const number = cipher.decrypt(identityCipher, 'borrowers.identity');
        return cipher.blindIndex('identity', number) !== identityIndex;
      })
      .map(({ id }) => ({ id }));
  },
};

interface LoanUnderCheck extends ContractRow {
  readonly borrowerKind: BorrowerKind;
  readonly principalFen: Fen;
  readonly contractRate: Rate;
}

const isEnding = (kind: string): kind is EndingChange => ENDING_CHANGES.some((change) => change === kind);

/**
 * The days that a loan's events take out of the subsidy, by the rows alone: the latest revision of each, unless it has no day. With
 * what ends a subsidy all later days go.
 */
async function excludedDays(
  { database }: View,
  loan: LoanUnderCheck,
  { endedBy }: SubsidyTerms,
): Promise<LoanFacts['excludedPeriods']> {
  const events = await selectRows<{
    kind: string;
    fromOn: BusinessDate;
    untilOn: BusinessDate | null;
    source: string;
    revision: number;
  }>(
    database,
    `SELECT * FROM loan_events WHERE loanId = ?
        AND kind IN ('overdue', 'extension', 'misuse', 'closure', 'legal-representative-change') ORDER BY revision`,
    [loan.id],
  );
  const latest = new Map(events.map((event) => [`${event.kind} ${event.fromOn} ${event.source}`, event]));
  return [...latest.values()].flatMap(({ kind, fromOn: from, untilOn }) => {
    if (isEnding(kind) && (untilOn === from || !endedBy.includes(kind))) return [];
    return [{ from, until: isEnding(kind) ? FOR_EVER : (untilOn ?? FOR_EVER), reason: 'overdue' as const }];
  });
}

/** Compares what the kernel pays for a quarter with the naive sum of its days. */
async function differsFromNaive(view: View, loan: LoanUnderCheck, facts: LoanFacts): Promise<object[]> {
  const { policyBook } = view.system.referenceData.current();
  const today = view.system.clock.today();
  const period = subsidyQuarterOf(addDays(subsidyQuarterOf(today).from, -1));
  if (loan.disbursedOn >= period.until) return [];
  const terms = subsidyTerms(loan.disbursedOn, loan.borrowerKind, policyBook);
  const paid = computeSubsidy(facts, period, terms);
  const excludedPeriods = await excludedDays(view, loan, terms);
  const { borrowerKind } = loan;
  const request = { loan: { ...facts, excludedPeriods }, borrowerKind, region: LOAN_REGION, period };
  const naive = referenceSubsidy(request, policyBook);
  return paid.subsidy === naive.subsidy && paid.subsidisedDays === naive.subsidisedDays
    ? []
    : [{ loanId: loan.id, quarter: period.name, paid: paid.subsidy, days: paid.subsidisedDays, naive }];
}

const noSubsidyOfExcludedDays: Invariant = {
  number: 3,
  law: 'no overdue, extended or misused day earns a subsidy: what is paid is the naive sum of the other days',
  async findOffences(view) {
    const loans = await selectRows<LoanUnderCheck>(view.database, sampled('loans', '*'));
    const some = loans.filter((_, index) => index % Math.ceil(loans.length / LOANS_A_CHECK) === 0);
    if (some.length === 0) return [];
    const facts = await findLoanFacts(view.database, some);
    const found: object[] = [];
    for (const loan of some) {
      const of = facts.get(loan.id);
      if (of) found.push(...(await differsFromNaive(view, loan, of)));
    }
    return found;
  },
};

export const VIEW_INVARIANTS: readonly Invariant[] = [sealedAndFound, noSubsidyOfExcludedDays];
