import { addDays, type BusinessDate, daysBetween } from '../core/business-date.js';
import type { DayCountBasis } from '../core/day-count.js';
import { interestOver } from '../core/interest.js';
import { fen, subtractFen, type Fen, ZERO_FEN } from '../core/money.js';
import type { Rate } from '../core/rate.js';
import { subsidyQuarterOf } from '../core/subsidy-quarter.js';

/** A loan whose interest is settled on the 20th of each quarter's last month, and perhaps one prepayment on the way. */
export interface QuarterlyLoan {
  readonly principal: Fen;
  readonly annualRate: Rate;
  readonly basis: DayCountBasis;
  readonly disbursedOn: BusinessDate;
  readonly prepayment: { readonly on: BusinessDate; readonly principal: Fen } | undefined;
}

export interface PastRepayment {
  readonly paidOn: BusinessDate;
  readonly kind: 'repayment' | 'prepayment';
  readonly principal: Fen;
  readonly interest: Fen;
}

/**
 * What a punctual borrower pays up to a day: the prepayment on its day, each quarter's interest on its 20th. A prepayment of the
 * whole principal brings the interest with it and ends the history.
 */
export function quarterlyHistory(loan: QuarterlyLoan, until: BusinessDate): PastRepayment[] {
  const { prepayment, annualRate, basis } = loan;
  const history: PastRepayment[] = [];
  let from = loan.disbursedOn;
  let balance = loan.principal;
  for (
    let quarter = subsidyQuarterOf(from);
    addDays(quarter.until, -1) <= until;
    quarter = subsidyQuarterOf(from)
  ) {
    const interest = (upTo: BusinessDate, principal: Fen, since: BusinessDate) => ({
      principal,
      annualRate,
      days: daysBetween(since, upTo),
    });
    const periods = [];
    let since = from;
    if (prepayment && prepayment.on > from && prepayment.on < quarter.until) {
      periods.push(interest(prepayment.on, balance, from));
      balance = subtractFen(balance, prepayment.principal);
      since = prepayment.on;
      const paid = balance === 0 ? interestOver(periods, basis) : ZERO_FEN;
      history.push({
        paidOn: prepayment.on,
        kind: 'prepayment',
        principal: prepayment.principal,
        interest: paid,
      });
      if (balance === 0) return history;
    }
    periods.push(interest(quarter.until, balance, since));
    const paidOn = addDays(quarter.until, -1);
    const due = interestOver(periods, basis);
    if (due > 0) history.push({ paidOn, kind: 'repayment', principal: fen(0), interest: due });
    from = quarter.until;
  }
  return history;
}
