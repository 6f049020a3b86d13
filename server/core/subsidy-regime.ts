import type { SubsidyRegime } from './policy/subsidy-policy.js';
import { SUBSIDY_RATE_PARTS, subsidyRate, type Rate, type SubsidyRate } from './rate.js';

/** A subsidised rate is counted in ten-thousandths of a rate, so that a share in basis points is a plain product. */
const BASIS_POINTS_IN_WHOLE = SUBSIDY_RATE_PARTS;

/**
 * The part of a contract rate that the treasury bears, never below zero and never above the contract rate.
 * `loanPrimeRate` is LPR1Y on the disbursement date; only the regime `lpr-minus` looks at it.
 */
export function subsidyRateUnder(
  regime: SubsidyRegime,
  contractRate: Rate,
  loanPrimeRate: Rate,
): SubsidyRate {
  if (regime.kind === 'share-of-rate') {
    return subsidyRate(contractRate * Math.min(regime.shareBasisPoints, BASIS_POINTS_IN_WHOLE));
  }
  const borrowerRate = Math.max(0, loanPrimeRate - regime.borrowerBelow);
  return subsidyRate(Math.max(0, contractRate - borrowerRate) * SUBSIDY_RATE_PARTS);
}
