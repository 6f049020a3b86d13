import type { SubsidyQuarter } from '../subsidy-quarter.js';
import type { LoanFacts, SubsidyTerms } from '../subsidy-segments.js';
import { subsidyTotal } from '../subsidy-total.js';
import type { AskedLoan } from './facts-on-record.js';
import type { AdmittedLoan, ImpactPolicy } from './impact-policy.js';
import type { ImpactGroup, ImpactTally } from './impact-tally.js';
import type { AgainJudge, JudgedAgain } from './judge-again.js';

/** A loan as it is estimated. */
export interface MeasuredLoan extends ImpactGroup {
  readonly id: number;
  /** Null where the book does not say by which limits it was admitted: a partnership's follow from its partners. */
  readonly admission: AdmittedLoan | null;
  /** What its application left on record; only where the draft is judged by it. */
  readonly asked?: AskedLoan;
  readonly facts: LoanFacts;
}

/** What is compared: the policy in force and the one with the draft, over these quarters. */
export interface Comparison {
  readonly quarters: readonly SubsidyQuarter[];
  readonly inForce: ImpactPolicy;
  readonly drafted: ImpactPolicy;
  /** Whether the draft may leave out loans that were made. */
  readonly changesAdmission: boolean;
  /** Of a draft that is judged by what applications left on record. */
  readonly judge: AgainJudge | null;
  /** Loans for which the draft alone leaves no guarantee. */
  readonly withoutGuarantee: ReadonlySet<number>;
}

/**
 * Computes one loan under both policies and adds it to the tally. A loan that the policy in force admits and the draft does not earns
 * nothing under the draft: it would not have been made. Loans that a laxer draft would have admitted are not in the book, and so not
 * in the figures.
 */
export function measureImpact(loan: MeasuredLoan, comparison: Comparison, tally: ImpactTally): void {
  const { quarters, inForce, drafted } = comparison;
  const { borrowerKind } = loan;
  const { disbursedOn } = loan.facts;
  const termsNow = inForce.termsOf(borrowerKind, disbursedOn);
  const termsThen = drafted.termsOf(borrowerKind, disbursedOn);
  const judged = judgedAgain(loan, comparison);
  const refused = judged === 'refused';
  const now = amountsOf(loan.facts, quarters, termsNow);
  const then = refused
    ? quarters.map(() => 0)
    : draftedAmounts(loan.facts, quarters, { termsNow, termsThen, now });
  tally.add(loan, now, then);
  if (refused) tally.addRefused();
  if (judged === 'unknown') tally.addUnjudged();
  if (termsNow !== null) tally.addVersion(termsNow.regime.source.id, 0, total(now));
  if (termsThen !== null && !refused) tally.addVersion(termsThen.regime.source.id, 1, total(then));
}

function judgedAgain(
  { id, admission, asked }: MeasuredLoan,
  { inForce, drafted, changesAdmission, judge, withoutGuarantee }: Comparison,
): JudgedAgain {
  if (withoutGuarantee.has(id)) return 'refused';
  if (!changesAdmission) return 'admitted';
  if (judge !== null) return asked === undefined ? 'unknown' : judge.of(asked);
  const refused = admission !== null && !drafted.admits(admission) && inForce.admits(admission);
  return refused ? 'refused' : 'admitted';
}

/** Where the draft changes nothing of a loan's terms, what was computed stands. */
function draftedAmounts(
  facts: LoanFacts,
  quarters: readonly SubsidyQuarter[],
  {
    termsNow,
    termsThen,
    now,
  }: {
    readonly termsNow: SubsidyTerms | null;
    readonly termsThen: SubsidyTerms | null;
    readonly now: readonly number[];
  },
): readonly number[] {
  return same(termsNow, termsThen) ? now : amountsOf(facts, quarters, termsThen);
}

function amountsOf(
  facts: LoanFacts,
  quarters: readonly SubsidyQuarter[],
  terms: SubsidyTerms | null,
): number[] {
  return quarters.map((quarter) => (terms === null ? 0 : subsidyTotal(facts, quarter, terms)));
}

/** Whether two sets of terms give the same: compared by value, since the draft may say what holds anyway. */
function same(a: SubsidyTerms | null, b: SubsidyTerms | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.subsidisedUntil === b.subsidisedUntil &&
    a.endedBy.join() === b.endedBy.join() &&
    a.loanPrimeRate.value === b.loanPrimeRate.value &&
    sameRegime(a.regime.value, b.regime.value)
  );
}

function sameRegime(a: SubsidyTerms['regime']['value'], b: SubsidyTerms['regime']['value']): boolean {
  if (a.kind === 'share-of-rate') return b.kind === a.kind && b.shareBasisPoints === a.shareBasisPoints;
  return b.kind === a.kind && b.borrowerBelow === a.borrowerBelow;
}

const total = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);
