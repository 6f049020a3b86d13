import { type BusinessDate, parseBusinessDate, yearMonthDay } from '../business-date.js';
import { DomainError } from '../errors.js';
import { parseRate, type Rate } from '../rate.js';
import type { Sourced } from './subsidy-policy.js';
import { LOAN_PRIME_RATE_HISTORY } from './versions/loan-prime-rate-history.js';

/** One publication of the one-year loan prime rate. */
export interface LoanPrimeRate {
  readonly publishedOn: BusinessDate;
  readonly oneYear: Rate;
  readonly verified: boolean;
}

const PUBLICATION_DAY = 20;

/** The publications that ship with the system, oldest first. */
export const PUBLISHED_LOAN_PRIME_RATES: readonly LoanPrimeRate[] = LOAN_PRIME_RATE_HISTORY.flatMap((run) =>
  run.publishedOn
    .trim()
    .split(/\s+/)
    .map((date) => ({
      publishedOn: parseBusinessDate(date),
      oneYear: parseRate(run.oneYearPercent),
      verified: run.verified,
    })),
);

/**
 * The rate in force on a day: the last one published, carried forward. Where a publication that was due since is not
 * known (every month from the 20th), the value is carried all the same but marked unverified.
 * `publications` stands oldest first. Throws `no-policy-in-force` before the first.
 */
export function loanPrimeRateOn(publications: readonly LoanPrimeRate[], date: BusinessDate): Sourced<Rate> {
  const index = publications.findLastIndex((each) => each.publishedOn <= date);
  const inForce = publications[index];
  if (!inForce) throw new DomainError('no-policy-in-force', { parameter: 'loan-prime-rate', date });
  const next = publications[index + 1];
  const nextIsKnown = next !== undefined && monthOf(next.publishedOn) <= monthOf(inForce.publishedOn) + 1;
  const verified = inForce.verified && (nextIsKnown || !publicationWasDue(inForce.publishedOn, date));
  return {
    value: inForce.oneYear,
    source: {
      id: loanPrimeRateId(inForce.publishedOn),
      document: '全国银行间同业拆借中心受权公布贷款市场报价利率(LPR)公告',
      article: `${inForce.publishedOn} 1年期`,
      verified,
    },
  };
}

/** Under which name a publication is cited. */
export const loanPrimeRateId = (publishedOn: BusinessDate): string => `loan-prime-rate.${publishedOn}`;

function publicationWasDue(publishedOn: BusinessDate, date: BusinessDate): boolean {
  const months = monthOf(date) - monthOf(publishedOn);
  return months > 1 || (months === 1 && yearMonthDay(date).day >= PUBLICATION_DAY);
}

/** Months counted through the years, so that neighbours differ by one. */
function monthOf(date: BusinessDate): number {
  const { year, month } = yearMonthDay(date);
  return year * 12 + month;
}
