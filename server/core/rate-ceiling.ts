import type { BusinessDate } from './business-date.js';
import { DomainError } from './errors.js';
import type { Region, Sourced, SubsidyPolicy } from './policy/subsidy-policy.js';
import { formatRate, rate, type Rate } from './rate.js';

/**
 * The highest contract rate of a loan disbursed on a date: LPR1Y of that day plus the region's basis points.
 * The source is the one of the basis points. Throws `no-policy-in-force`.
 */
export function rateCeiling(disbursedOn: BusinessDate, region: Region, policy: SubsidyPolicy): Sourced<Rate> {
  const { value, source } = policy.ceilingOn(disbursedOn, region);
  return { value: rate(policy.loanPrimeRateOn(disbursedOn).value + value.aboveLoanPrimeRate), source };
}

/** Refuses an initial contract rate above the ceiling. Throws `rate-above-ceiling`, `no-policy-in-force`. */
export function assertWithinCeiling(
  annualRate: Rate,
  disbursedOn: BusinessDate,
  region: Region,
  policy: SubsidyPolicy,
): void {
  const { value: ceiling } = rateCeiling(disbursedOn, region, policy);
  if (annualRate > ceiling) {
    throw new DomainError('rate-above-ceiling', {
      annualRatePercent: formatRate(annualRate),
      ceilingPercent: formatRate(ceiling),
    });
  }
}
