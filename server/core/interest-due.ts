import { addMonths, daysBetween, type BusinessDate } from './business-date.js';
import { elementAt } from './element-at.js';
import type { RepaymentMethod } from './instalment.js';
import { InterestSum } from './interest.js';
import { sumFen, type Fen } from './money.js';
import { subsidyQuarterOf } from './subsidy-quarter.js';
import type { LoanFacts, Period } from './subsidy-segments.js';

const MONTHS_IN_YEAR = 12;

/**
 * Contract interest of a loan from disbursement up to (not including) a day, on the principal that really stood: each
 * settlement period rounded half up once, as a bank charges it. Where instalments are level a month counts as a twelfth
 * of a year and a part of it by its days; otherwise actual days count. At maturity a period ends; after it interest
 * runs on.
 */
export function interestDue(loan: LoanFacts, method: RepaymentMethod, until: BusinessDate): Fen {
  const level = method === 'equal-instalment' || method === 'equal-principal';
  return sumFen(
    settlementPeriods(loan, method, until).map(({ from, until: end, wholeUntil }) => {
      const sum = new InterestSum();
      addSegments(sum, loan, { from, until: end });
      return sum.rounded(level ? MONTHS_IN_YEAR * daysBetween(from, wholeUntil) : loan.dayCountBasis);
    }),
  );
}

/** A period between settlements, cut off at the day asked for; `wholeUntil` is where it would have ended. */
interface SettlementPeriod extends Period {
  readonly wholeUntil: BusinessDate;
}

function settlementPeriods(
  loan: LoanFacts,
  method: RepaymentMethod,
  until: BusinessDate,
): SettlementPeriod[] {
  const periods: SettlementPeriod[] = [];
  for (let from = loan.disbursedOn; from < until;) {
    const regular = settlementAfter(from, loan.disbursedOn, method) ?? until;
    const wholeUntil = from < loan.maturesOn && loan.maturesOn < regular ? loan.maturesOn : regular;
    periods.push({ from, until: wholeUntil < until ? wholeUntil : until, wholeUntil });
    from = wholeUntil;
  }
  return periods;
}

/** The first day after `day` that begins a new period of interest; undefined where all interest falls due at once. */
function settlementAfter(
  day: BusinessDate,
  disbursedOn: BusinessDate,
  method: RepaymentMethod,
): BusinessDate | undefined {
  if (method === 'bullet') return undefined;
  if (method === 'interest-quarterly') {
    // Quarters are settled on the 20th; where that is the day of disbursement, its interest joins the next.
    const end = subsidyQuarterOf(day).until;
    return daysBetween(disbursedOn, end) > 1 ? end : subsidyQuarterOf(end).until;
  }
  let months = 1;
  while (addMonths(disbursedOn, months) <= day) months += 1;
  return addMonths(disbursedOn, months);
}

/** Adds the interest of a period, cut where principal or rate changes. */
function addSegments(sum: InterestSum, loan: LoanFacts, period: Period): void {
  const changes = [...loan.principalChanges, ...loan.rateChanges].map((change) => change.on);
  const cuts = changes.filter((day) => day > period.from && day < period.until).toSorted();
  const days = [period.from, ...new Set(cuts), period.until];
  for (const [index, from] of days.slice(0, -1).entries()) {
    const principal = latest(loan.principalChanges, from)?.principal ?? loan.principal;
    const annualRate = latest(loan.rateChanges, from)?.annualRate ?? loan.annualRate;
    sum.add(principal, annualRate, daysBetween(from, elementAt(days, index + 1)));
  }
}

function latest<Change extends { readonly on: BusinessDate }>(
  changes: readonly Change[],
  day: BusinessDate,
): Change | undefined {
  let found: Change | undefined;
  for (const change of changes) {
    if (change.on <= day && (found === undefined || change.on > found.on)) found = change;
  }
  return found;
}
