import { daysBetween, type BusinessDate } from './business-date.js';
import type { DayCountBasis } from './day-count.js';
import { ZERO_FEN, type Fen } from './money.js';
import type { Sourced, SubsidyRegime } from './policy/subsidy-policy.js';
import { subsidyRate, type Rate, type SubsidyRate } from './rate.js';
import { subsidyRateUnder } from './subsidy-regime.js';

/** Reasons a bank reports, in the order in which they are named where several hold. */
export const EXCLUSION_REASONS = ['misuse', 'overdue', 'extension'] as const;
export type ExclusionReason = (typeof EXCLUSION_REASONS)[number];

/** Why a day of a quote earns no subsidy; the first that fits is named. The public contract: it does not grow. */
export const QUOTED_REASONS = [
  'before-disbursement',
  'claimed-before',
  'after-maturity',
  'beyond-term',
  ...EXCLUSION_REASONS,
] as const;
/** Changes of a business with which its loan stops: where the policy says so, no later day earns any. */
export const ENDING_CHANGES = ['closure', 'legal-representative-change'] as const;
export type EndingChange = (typeof ENDING_CHANGES)[number];

/** The same of a day of a loan in the books, of whose business more is known. */
export const NOT_SUBSIDISED_REASONS = [...QUOTED_REASONS, 'eligibility-lost', ...ENDING_CHANGES] as const;
export type NotSubsidisedReason = (typeof NOT_SUBSIDISED_REASONS)[number];

/** Days from `from` on and before `until`. */
export interface Period {
  readonly from: BusinessDate;
  readonly until: BusinessDate;
}

/** The principal outstanding from a day on. */
export interface PrincipalChange {
  readonly on: BusinessDate;
  readonly principal: Fen;
}

/** The contract rate from a day on. */
export interface RateChange {
  readonly on: BusinessDate;
  readonly annualRate: Rate;
}

/** Days that earn nothing, as a bank reports them, as an office found, or because they stand in another line of a claim. */
export interface ExcludedPeriod extends Period {
  readonly reason: ExclusionReason | 'claimed-before' | 'eligibility-lost';
}

/** What interest and subsidy follow from. Lists may be in any order and reach beyond period and term. */
export interface LoanFacts {
  readonly principal: Fen;
  readonly annualRate: Rate;
  readonly dayCountBasis: DayCountBasis;
  readonly disbursedOn: BusinessDate;
  /** The contract's maturity; an extension does not move it. */
  readonly maturesOn: BusinessDate;
  readonly principalChanges: readonly PrincipalChange[];
  readonly rateChanges: readonly RateChange[];
  readonly excludedPeriods: readonly ExcludedPeriod[];
  /** The day from which each such change holds, as reported; left out of a loan without any. */
  readonly endings?: readonly Ending[];
}

/** A change with which a loan stops, and its first day. */
export interface Ending {
  readonly change: EndingChange;
  readonly on: BusinessDate;
}

/** What the policy says about one loan, by its disbursement date. */
export interface SubsidyTerms {
  readonly regime: Sourced<SubsidyRegime>;
  /** LPR1Y on the disbursement date. */
  readonly loanPrimeRate: Sourced<Rate>;
  /** The first day beyond the longest subsidised term. */
  readonly subsidisedUntil: BusinessDate;
  /** The changes of the business on and after whose day nothing is earned. */
  readonly endedBy: readonly EndingChange[];
}

/**
 * Reasons that are passed over, so that their days earn a subsidy: what a wrong claim is recomputed under.
 * Passing over `extension` lets the loan earn until its extension ends, also after maturity.
 */
export type DisregardedReasons = readonly Exclude<
  NotSubsidisedReason,
  'before-disbursement' | 'claimed-before'
>[];

/** Days on which principal, rates and reason do not change. */
export interface SubsidySegment extends Period {
  readonly days: number;
  /** The principal outstanding; zero before disbursement, and where another line counts it. */
  readonly principal: Fen;
  readonly annualRate: Rate;
  /** Zero where the days are not subsidised. */
  readonly subsidyRate: SubsidyRate;
  readonly notSubsidisedBecause: NotSubsidisedReason | null;
}

const NO_SUBSIDY = subsidyRate(0);

/**
 * Cuts a period into segments in date order, without a gap, neighbours differing in at least one value. A change dated D
 * holds from D on, also one dated before disbursement. Extension, overdue and misused days, and days after maturity, earn
 * no subsidy (银发〔2016〕202号; 财金〔2023〕75号); contract interest runs on.
 */
export function subsidySegments(
  loan: LoanFacts,
  period: Period,
  terms: SubsidyTerms,
  disregarded: DisregardedReasons = [],
): SubsidySegment[] {
  const principalOn = inDateOrder(loan.principal, loan.principalChanges, (change) => change.principal);
  const rateOn = inDateOrder(loan.annualRate, loan.rateChanges, (change) => change.annualRate);
  const subsidised = (annualRate: Rate): SubsidyRate =>
    subsidyRateUnder(terms.regime.value, annualRate, terms.loanPrimeRate.value);

  const days = cuts(loan, period, terms);
  const segments: SubsidySegment[] = [];
  for (const [index, from] of days.entries()) {
    const annualRate = rateOn(from);
    const principal = principalOn(from);
    const reason = reasonOn(from, loan, terms, disregarded);
    const until = days[index + 1] ?? period.until;
    const segment = {
      from,
      until,
      days: daysBetween(from, until),
      principal: reason === 'before-disbursement' || reason === 'claimed-before' ? ZERO_FEN : principal,
      annualRate,
      subsidyRate: reason === null ? subsidised(annualRate) : NO_SUBSIDY,
      notSubsidisedBecause: reason,
    };
    const last = segments.at(-1);
    if (continues(last, segment)) {
      segments[segments.length - 1] = { ...segment, from: last.from, days: last.days + segment.days };
    } else {
      segments.push(segment);
    }
  }
  return segments;
}

/** The first day and every later day of the period on which something may change, in date order, once each. */
function cuts(loan: LoanFacts, period: Period, terms: SubsidyTerms): BusinessDate[] {
  const inside: BusinessDate[] = [];
  const cut = (day: BusinessDate): void => {
    if (day > period.from && day < period.until) inside.push(day);
  };
  cut(loan.disbursedOn);
  cut(loan.maturesOn);
  cut(terms.subsidisedUntil);
  for (const ending of loan.endings ?? []) if (terms.endedBy.includes(ending.change)) cut(ending.on);
  for (const change of loan.principalChanges) cut(change.on);
  for (const change of loan.rateChanges) cut(change.on);
  for (const excluded of loan.excludedPeriods) {
    cut(excluded.from);
    cut(excluded.until);
  }
  return inside.length === 0 ? [period.from] : [period.from, ...new Set(inside.toSorted(byDate))];
}

/** The value in force on a day; to be asked with ever later days. */
function inDateOrder<Value, Change extends { readonly on: BusinessDate }>(
  initial: Value,
  changes: readonly Change[],
  valueOf: (change: Change) => Value,
): (day: BusinessDate) => Value {
  const ordered = changes.toSorted((a, b) => byDate(a.on, b.on));
  let value = initial;
  let next = 0;
  return (day) => {
    for (let change = ordered[next]; change !== undefined && change.on <= day; change = ordered[++next]) {
      value = valueOf(change);
    }
    return value;
  };
}

function reasonOn(
  day: BusinessDate,
  loan: LoanFacts,
  terms: SubsidyTerms,
  disregarded: DisregardedReasons,
): NotSubsidisedReason | null {
  const counts = (reason: DisregardedReasons[number]): boolean => !disregarded.includes(reason);
  const excluded = (reason: ExcludedPeriod['reason']): boolean =>
    loan.excludedPeriods.some((days) => days.reason === reason && days.from <= day && day < days.until);

  if (day < loan.disbursedOn) return 'before-disbursement';
  if (excluded('claimed-before')) return 'claimed-before';
  if (day >= loan.maturesOn && counts('after-maturity') && (counts('extension') || !excluded('extension'))) {
    return 'after-maturity';
  }
  if (day >= terms.subsidisedUntil && counts('beyond-term')) return 'beyond-term';
  const reported = EXCLUSION_REASONS.find((reason) => counts(reason) && excluded(reason));
  if (reported !== undefined) return reported;
  if (excluded('eligibility-lost') && counts('eligibility-lost')) return 'eligibility-lost';
  const ended = (change: EndingChange): boolean =>
    counts(change) &&
    terms.endedBy.includes(change) &&
    (loan.endings ?? []).some((ending) => ending.change === change && ending.on <= day);
  return ENDING_CHANGES.find(ended) ?? null;
}

/** Whether nothing but the days differs. */
function continues(last: SubsidySegment | undefined, next: SubsidySegment): last is SubsidySegment {
  return (
    last?.principal === next.principal &&
    last.annualRate === next.annualRate &&
    last.subsidyRate === next.subsidyRate &&
    last.notSubsidisedBecause === next.notSubsidisedBecause
  );
}

function byDate(a: BusinessDate, b: BusinessDate): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
