import { addMonths, yearMonthDay, type BusinessDate } from './business-date.js';
import type { DayCountBasis } from './day-count.js';
import { computeSubsidy, subsidyTerms } from './interest-subsidy.js';
import type { Fen } from './money.js';
import type { BorrowerKind, SubsidyPolicy } from './policy/subsidy-policy.js';
import type { Rate } from './rate.js';
import { nextSubsidyQuarter, subsidyQuarterOf } from './subsidy-quarter.js';

/** A loan that is approved and not yet paid out. */
export interface ApprovedLoan {
  readonly borrowerKind: BorrowerKind;
  readonly principal: Fen;
  readonly annualRate: Rate;
  readonly dayCountBasis: DayCountBasis;
  readonly termMonths: number;
}

/** What a loan is expected to earn in one quarter. */
export interface ExpectedSubsidy {
  readonly quarter: string;
  readonly amount: Fen;
}

const LAST_MONTH = 12;

/**
 * What a loan approved today will earn at most in the quarters that are claimed this year: as if it were paid out today and
 * nothing repaid. Banks claim in the month after a quarter (穗人社函〔2023〕325号), so that the one ending in December is next year's.
 * Throws `no-policy-in-force`.
 */
export function expectedSubsidies(
  { borrowerKind, principal, annualRate, dayCountBasis, termMonths }: ApprovedLoan,
  today: BusinessDate,
  policy: SubsidyPolicy,
): ExpectedSubsidy[] {
  const terms = subsidyTerms(today, borrowerKind, policy);
  const loan = {
    principal,
    annualRate,
    dayCountBasis,
    disbursedOn: today,
    maturesOn: addMonths(today, termMonths),
    principalChanges: [],
    rateChanges: [],
    excludedPeriods: [],
  };
  const expected: ExpectedSubsidy[] = [];
  for (
    let quarter = subsidyQuarterOf(today);
    isClaimedWithinYearOf(today, quarter.until);
    quarter = nextSubsidyQuarter(quarter)
  ) {
    const { subsidy } = computeSubsidy(loan, quarter, terms);
    if (subsidy > 0) expected.push({ quarter: quarter.name, amount: subsidy });
  }
  return expected;
}

function isClaimedWithinYearOf(today: BusinessDate, quarterEnd: BusinessDate): boolean {
  const end = yearMonthDay(quarterEnd);
  return end.year === yearMonthDay(today).year && end.month !== LAST_MONTH;
}
