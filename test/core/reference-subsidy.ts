import { Decimal } from 'decimal.js';
import { addDays, addMonths, type BusinessDate } from '../../server/core/business-date.js';
import type { SubsidyPolicy } from '../../server/core/policy/subsidy-policy.js';
import type { SubsidyQuoteRequest } from '../../server/core/subsidy-quote.js';

const Exact = Decimal.clone({ precision: 80 });

export interface ReferenceSubsidy {
  readonly interest: number;
  readonly subsidy: number;
  readonly subsidisedDays: number;
}

/** Interest and subsidy in fen, naively: every day by itself in decimals, divided last, rounded half up once. */
export function referenceSubsidy(request: SubsidyQuoteRequest, policy: SubsidyPolicy): ReferenceSubsidy {
  const { loan, period } = request;
  let interest = new Exact(0);
  let subsidy = new Exact(0);
  let subsidisedDays = 0;
  for (let day = period.from; day < period.until; day = addDays(day, 1)) {
    if (day < loan.disbursedOn) continue;
    const principal = latest(loan.principalChanges, day)?.principal ?? loan.principal;
    const ratePercent = new Exact(latest(loan.rateChanges, day)?.annualRate ?? loan.annualRate).div(
      1_000_000,
    );
    interest = interest.plus(ratePercent.times(principal));
    if (isExcluded(request, policy, day)) continue;
    const subsidised = subsidisedPercent(request, policy, ratePercent);
    subsidy = subsidy.plus(subsidised.times(principal));
    if (principal > 0 && subsidised.gt(0)) subsidisedDays += 1;
  }
  return { interest: inFen(interest), subsidy: inFen(subsidy), subsidisedDays };

  function inFen(percentDays: Decimal): number {
    return percentDays
      .div(100 * loan.dayCountBasis)
      .toDecimalPlaces(0, Decimal.ROUND_HALF_UP)
      .toNumber();
  }
}

function latest<Change extends { on: BusinessDate }>(changes: readonly Change[], day: BusinessDate) {
  let found: Change | undefined;
  for (const change of changes) {
    if (change.on <= day && (found === undefined || change.on > found.on)) found = change;
  }
  return found;
}

function isExcluded({ loan, borrowerKind }: SubsidyQuoteRequest, policy: SubsidyPolicy, day: BusinessDate) {
  const months = policy.subsidisedMonthsOn(loan.disbursedOn, borrowerKind).value;
  return (
    day >= loan.maturesOn ||
    day >= addMonths(loan.disbursedOn, months) ||
    loan.excludedPeriods.some(({ from, until }) => from <= day && day < until)
  );
}

function subsidisedPercent({ loan }: SubsidyQuoteRequest, policy: SubsidyPolicy, ratePercent: Decimal) {
  const regime = policy.regimeOn(loan.disbursedOn).value;
  if (regime.kind === 'share-of-rate') return ratePercent.times(regime.shareBasisPoints).div(10_000);
  const loanPrimeRate = policy.loanPrimeRateOn(loan.disbursedOn).value;
  const borrower = Exact.max(0, new Exact(loanPrimeRate).minus(regime.borrowerBelow).div(1_000_000));
  return Exact.max(0, ratePercent.minus(borrower));
}
