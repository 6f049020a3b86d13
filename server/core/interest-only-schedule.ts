import {
  addDays,
  addMonths,
  businessDate,
  daysBetween,
  yearMonthDay,
  type BusinessDate,
} from './business-date.js';
import { interestOver } from './interest.js';
import { ZERO_FEN } from './money.js';
import type { DuePart, ScheduleRequest } from './instalment.js';

/** The day of the last month of a quarter on which banks settle interest. */
const SETTLEMENT_DAY = 20;
const MONTHS_IN_QUARTER = 3;

/** When a stretch of interest falls due, and the day it no longer counts. */
interface Settlement {
  readonly dueOn: BusinessDate;
  readonly until: BusinessDate;
}

/** 按月付息、到期还本: interest by actual days on the disbursement day of month, clamped to month end. */
export function interestMonthly(request: ScheduleRequest): DuePart[] {
  const settlements: Settlement[] = [];
  for (let month = 1; month < request.termMonths; month++) {
    const dueOn = addMonths(request.disbursedOn, month);
    settlements.push({ dueOn, until: dueOn });
  }
  return principalAtMaturity(request, settlements);
}

/**
 * 按季付息、到期还本: interest by actual days on the 20th of the last month of a quarter, that day included, and the rest
 * at maturity. A settlement day that is the disbursement day is skipped; its interest joins the next.
 */
export function interestQuarterly(request: ScheduleRequest): DuePart[] {
  const maturesOn = addMonths(request.disbursedOn, request.termMonths);
  const settlements: Settlement[] = [];
  let dueOn = quarterSettlementOn(request.disbursedOn);
  for (; dueOn < maturesOn; dueOn = addMonths(dueOn, MONTHS_IN_QUARTER)) {
    if (dueOn > request.disbursedOn) settlements.push({ dueOn, until: addDays(dueOn, 1) });
  }
  return principalAtMaturity(request, settlements);
}

/** 到期一次还本付息: everything at maturity, interest by actual days over the whole term. */
export function bullet(request: ScheduleRequest): DuePart[] {
  return principalAtMaturity(request, []);
}

/** The settlement day of the calendar quarter that a day lies in; it may be earlier than the day. */
function quarterSettlementOn(day: BusinessDate): BusinessDate {
  const { year, month } = yearMonthDay(day);
  return businessDate(year, Math.ceil(month / MONTHS_IN_QUARTER) * MONTHS_IN_QUARTER, SETTLEMENT_DAY);
}

/** Interest between settlements, each rounded half up once, and with the last of it, at maturity, the principal. */
function principalAtMaturity(request: ScheduleRequest, settlements: readonly Settlement[]): DuePart[] {
  const { principal, annualRate, dayCountBasis } = request;
  const maturesOn = addMonths(request.disbursedOn, request.termMonths);
  let from = request.disbursedOn;
  return [...settlements, { dueOn: maturesOn, until: maturesOn }].map(({ dueOn, until }) => {
    const days = daysBetween(from, until);
    from = until;
    const interest = interestOver([{ principal, annualRate, days }], dayCountBasis);
    return { dueOn, principal: dueOn === maturesOn ? principal : ZERO_FEN, interest };
  });
}
