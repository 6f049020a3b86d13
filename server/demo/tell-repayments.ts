import {
  addDays,
  addMonths,
  type BusinessDate,
  daysBetween,
  parseBusinessDate,
} from '../core/business-date.js';
import { interestOver } from '../core/interest.js';
import { fen, ZERO_FEN } from '../core/money.js';
import { repaymentSchedule } from '../core/repayment-schedule.js';
import { decideExtension } from '../loans/decide-extension.js';
import { recordLoanEvent } from '../loans/record-loan-event.js';
import { recordRepayment } from '../loans/record-repayment.js';
import { requestExtension } from '../loans/request-extension.js';
import type { Cast } from './cast.js';
import type { Diary } from './diary.js';
import type { PlannedLoan } from './portfolio-plan.js';
import { type PastRepayment, quarterlyHistory } from './quarterly-history.js';

const STORY_ENDS = parseBusinessDate('2025-06-30');
const BASIS = 360;
const LATE_BY_DAYS = 25;
const PENALTY = fen(3_658);

/** What the borrower pays until the middle of the year, by the schedule or by what the story says. */
function paymentsOf(plan: PlannedLoan): PastRepayment[] {
  const { principal, annualRate, disbursedOn, termMonths, repaymentMethod: method } = plan;
  if (method === 'interest-quarterly') {
    const whole = plan.story === 'settled-early';
    const prepaid = whole ? principal : fen(Math.floor(principal / 5));
    const prepayment =
      whole || plan.story === 'prepaid-in-part'
        ? { on: addDays(disbursedOn, 50), principal: prepaid }
        : undefined;
    return quarterlyHistory({ principal, annualRate, basis: BASIS, disbursedOn, prepayment }, STORY_ENDS);
  }
  const { instalments } = repaymentSchedule({
    method,
    principal,
    annualRate,
    termMonths,
    disbursedOn,
    dayCountBasis: BASIS,
  });
  const untilExtension = plan.story === 'extended' ? instalments.slice(0, -1) : instalments;
  return untilExtension
    .filter(({ dueOn }) => dueOn <= STORY_ENDS)
    .map(({ dueOn, principal: part, interest }) => ({
      paidOn: dueOn,
      kind: 'repayment',
      principal: part,
      interest,
    }));
}

/** Plans what becomes of a loan after it was paid out. */
export function tellRepayments(plan: PlannedLoan, loanId: number, cast: Cast, diary: Diary): void {
  const bank = plan.bankCode === 'BANK01' ? 'bank' : 'bank02';
  const maker = cast.as(`${bank}.maker`);
  const pay = (on: BusinessDate, payment: PastRepayment, number: number, penalty = ZERO_FEN): void => {
    const serialNumber = `HK${String(plan.sequence).padStart(4, '0')}-${String(number).padStart(2, '0')}`;
    const { kind, principal, interest } = payment;
    diary.plan(on, async () => {
      await recordRepayment(maker, { loanId, serialNumber, kind, paidOn: on, principal, interest, penalty });
    });
  };
  const payments = paymentsOf(plan);
  payments.forEach((payment, index) => {
    const late = plan.story === 'overdue' && index === 0;
    const paidOn = late ? addDays(payment.paidOn, LATE_BY_DAYS) : payment.paidOn;
    if (late) tellOverdue(loanId, addDays(payment.paidOn, 1), paidOn, maker, diary);
    pay(paidOn, payment, index + 1, late ? PENALTY : ZERO_FEN);
  });
  if (plan.story === 'extended')
    tellExtension(plan, loanId, cast, diary, (on, payment, index) =>
      pay(on, payment, payments.length + index),
    );
}

function tellOverdue(
  loanId: number,
  fromOn: BusinessDate,
  paidOn: BusinessDate,
  maker: Parameters<typeof recordLoanEvent>[0],
  diary: Diary,
): void {
  const report = { loanId, kind: 'overdue', fromOn, newRate: null, note: '客户临时资金周转困难' } as const;
  diary.plan(addDays(fromOn, 2), async () => {
    await recordLoanEvent(maker, { ...report, untilOn: null });
  });
  diary.plan(paidOn, async () => {
    await recordLoanEvent(maker, { ...report, untilOn: paidOn });
  });
}

/** The bank extends by six months; interest is paid monthly as before, and earns no subsidy. */
function tellExtension(
  plan: PlannedLoan,
  loanId: number,
  cast: Cast,
  diary: Diary,
  pay: (on: BusinessDate, payment: PastRepayment, index: number) => void,
): void {
  const bank = plan.bankCode === 'BANK01' ? 'bank' : 'bank02';
  const maturesOn = addMonths(plan.disbursedOn, plan.termMonths);
  diary.plan(addDays(maturesOn, -8), async () => {
    const requestedUntil = addMonths(maturesOn, 6);
    const { extensionId } = await requestExtension(cast.as(`${bank}.maker`), {
      loanId,
      requestedUntil,
      reason: '回款周期延长',
    });
    const decision = {
      extensionId: Number(extensionId),
      outcome: 'grant',
      reason: '经营正常，同意展期',
    } as const;
    diary.plan(addDays(maturesOn, -6), async () => {
      await decideExtension(cast.as(`${bank}.checker`), decision);
    });
  });
  for (let month = plan.termMonths; addMonths(plan.disbursedOn, month) <= STORY_ENDS; month += 1) {
    const on = addMonths(plan.disbursedOn, month);
    const days = daysBetween(addMonths(plan.disbursedOn, month - 1), on);
    const interest = interestOver([{ principal: plan.principal, annualRate: plan.annualRate, days }], BASIS);
    pay(on, { paidOn: on, kind: 'repayment', principal: ZERO_FEN, interest }, month);
  }
}
