import type { BusinessDate } from './business-date.js';
import type { DayCountBasis } from './day-count.js';
import type { Fen } from './money.js';
import type { Rate } from './rate.js';

export const REPAYMENT_METHODS = [
  'equal-instalment',
  'equal-principal',
  'interest-monthly',
  'interest-quarterly',
  'bullet',
] as const;

/** 等额本息, 等额本金, 按月付息到期还本, 按季付息到期还本, 到期一次还本付息. */
export type RepaymentMethod = (typeof REPAYMENT_METHODS)[number];

/** What a schedule follows from, as `POST /api/v1/repayment-schedules` takes it. */
export interface ScheduleRequest {
  readonly method: RepaymentMethod;
  readonly principal: Fen;
  readonly annualRate: Rate;
  /** Whole months from disbursement to maturity, at least one. */
  readonly termMonths: number;
  readonly disbursedOn: BusinessDate;
  readonly dayCountBasis: DayCountBasis;
}

/** What falls due on one day. */
export interface DuePart {
  readonly dueOn: BusinessDate;
  readonly principal: Fen;
  readonly interest: Fen;
}

export interface Instalment extends DuePart {
  /** 1 for the first. */
  readonly number: number;
  readonly balanceAfter: Fen;
}
