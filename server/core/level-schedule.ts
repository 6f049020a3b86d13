import { Decimal } from 'decimal.js';
import { addMonths } from './business-date.js';
import { interestOver } from './interest.js';
import { fen, subtractFen, type Fen } from './money.js';
import type { Rate } from './rate.js';
import type { DuePart, ScheduleRequest } from './instalment.js';

const MONTHS_IN_YEAR = 12;

/** Millionths of a percent in 100 %. */
const RATE_WHOLE = 100_000_000;

/** Enough digits that the annuity of any accepted amount and term is right to the fen. */
const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP });

/** 等额本息: the same sum each month, its interest part falling and its principal part rising. */
export function equalInstalments(request: ScheduleRequest): DuePart[] {
  const instalment = annuity(request.principal, request.annualRate, request.termMonths);
  return monthly(request, (interest) => instalment - interest);
}

/** 等额本金: the same principal each month, rounded half up, with the interest on the balance. */
export function equalPrincipal(request: ScheduleRequest): DuePart[] {
  const part = roundHalfUp(new Exact(request.principal).div(request.termMonths));
  return monthly(request, () => part);
}

/**
 * One instalment a month on the disbursement day of month, clamped to month end. A month's interest is the balance × the
 * yearly rate ÷ 12, rounded half up; the last instalment takes the remaining principal.
 */
function monthly(request: ScheduleRequest, wanted: (interest: Fen) => number): DuePart[] {
  const parts: DuePart[] = [];
  let balance = request.principal;
  for (let month = 1; month <= request.termMonths; month++) {
    const interest = interestOver(
      [{ principal: balance, annualRate: request.annualRate, days: 1 }],
      MONTHS_IN_YEAR,
    );
    // On an amount of a few fen, rounding may ask for more than is left, or for less than nothing.
    const part = Math.min(balance, Math.max(0, wanted(interest)));
    const principal = month === request.termMonths ? balance : fen(part);
    parts.push({ dueOn: addMonths(request.disbursedOn, month), principal, interest });
    balance = subtractFen(balance, principal);
  }
  return parts;
}

/** The level instalment P · i · (1 + i)ⁿ ÷ ((1 + i)ⁿ − 1) with the monthly rate i, rounded half up to the fen. */
function annuity(principal: Fen, annualRate: Rate, months: number): Fen {
  if (annualRate === 0) return roundHalfUp(new Exact(principal).div(months));
  const monthlyRate = new Exact(annualRate).div(RATE_WHOLE).div(MONTHS_IN_YEAR);
  const growth = monthlyRate.plus(1).pow(months);
  return roundHalfUp(monthlyRate.times(principal).times(growth).div(growth.minus(1)));
}

function roundHalfUp(amount: Decimal): Fen {
  return fen(amount.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber());
}
