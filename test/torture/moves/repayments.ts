import { randomUUID } from 'node:crypto';
import type { BusinessDate } from '../../../server/core/business-date.js';
import type { ErrorCode } from '../../../server/core/errors.js';
import type { LoanState } from '../../../server/core/states/loan-states.js';
import type { Reply } from '../caller.js';
import { nextSerial, type LoanModel, type RepaymentModel } from '../model.js';
import { settle, type Expected } from '../settle.js';
import type { Stage } from '../stage.js';
import { mustEqual } from '../violation.js';
import { bankOf, isWithin, pickLoan, someDay, yuan, type Move } from './move.js';

interface Payment {
  readonly serialNumber: string;
  readonly kind: 'repayment' | 'prepayment';
  readonly paidOn: BusinessDate;
  readonly principal: string;
  readonly interest: string;
  readonly penalty: string;
}

interface Split {
  readonly principal: number;
  readonly interest: number;
  readonly penalty: number;
}

/** Takes over what a reply says of the loan, where the model agrees on the money. */
function follow(loan: LoanModel, { body }: Reply): void {
  mustEqual(
    'the reply names what is owed',
    body['outstandingFen'] ?? body['outstanding'],
    yuan(loan.outstanding),
  );
  loan.state = body['state'] as LoanState;
}

function book(loan: LoanModel, on: BusinessDate, split: Split, reply: Reply): void {
  loan.outstanding -= split.principal;
  loan.interestPaid += split.interest;
  loan.penaltyPaid += split.penalty;
  loan.repayments.push({ id: Number(reply.body['repaymentId']), on, ...split, reversed: false });
  follow(loan, reply);
}

function refusalOf(stage: Stage, loan: LoanModel, on: BusinessDate, principal: number): Expected {
  if (loan.compensated) return 'illegal-transition';
  if (!isWithin(stage, loan, on)) return 'outside-loan-term';
  return principal > loan.outstanding ? 'amount-exceeds-outstanding' : 'done';
}

function someSplit({ dice }: Stage, { outstanding, principal }: LoanModel): Split {
  const part = dice
    .weighed([
      { weight: 30, of: () => 0 },
      { weight: 35, of: () => Math.floor(outstanding / dice.between(2, 24)) },
      { weight: 12, of: () => outstanding },
      { weight: 4, of: () => outstanding + dice.between(1, 500) },
    ])
    .of();
  const interest = dice.chance(80) ? dice.between(1, Math.max(2, Math.floor(principal / 60))) : 0;
  const penalty = dice.chance(15) ? dice.between(1, 20_000) : 0;
  return part + interest + penalty > 0
    ? { principal: part, interest, penalty }
    : { principal: 0, interest: 1, penalty };
}

const paymentOf = (stage: Stage, paidOn: BusinessDate, split: Split, serialNumber?: string): Payment => ({
  serialNumber: serialNumber ?? `LS-${nextSerial(stage.model)}`,
  kind: stage.dice.chance(20) ? 'prepayment' : 'repayment',
  paidOn,
  principal: yuan(split.principal),
  interest: yuan(split.interest),
  penalty: yuan(split.penalty),
});

const pathOf = (loan: LoanModel): string => `/api/v1/loans/${loan.id}/repayments`;
const isRepaid = (loan: LoanModel): boolean =>
  loan.outstanding > 0 || loan.interestPaid < loan.principal / 10;

/** Money comes back, on its day, late or too early, as much as is owed or more. */
export const REPAY: Move = {
  name: 'repay',
  weight: 22,
  async run(stage) {
    const { caller, dice } = stage;
    const loan = pickLoan(stage, (one) => isRepaid(one) || dice.chance(10));
    if (!loan) return false;
    const on = someDay(stage, loan);
    const split = someSplit(stage, loan);
    const payment = paymentOf(stage, on, split);
    const expected = refusalOf(stage, loan, on, split.principal);
    const reply = await caller.post(bankOf(loan).maker, pathOf(loan), payment);
    if (settle(stage, 'a repayment', reply, expected)) book(loan, on, split, reply);
    return true;
  },
};

/** The same repayment several times at once: under one key, under many keys, and one key with two contents. */
export const REPAY_AT_ONCE: Move = {
  name: 'repay-at-once',
  weight: 5,
  async run(stage) {
    const { caller, dice, model } = stage;
    const loan = pickLoan(stage, (one) => one.outstanding > 0 && !one.compensated);
    if (!loan) return false;
    const on = stage.clock.today();
    const split = {
      principal: Math.floor(loan.outstanding / dice.between(1, 9)),
      interest: dice.below(5_000) + 1,
      penalty: 0,
    };
    const payment = paymentOf(stage, on, split);
    const way = dice.pick(['one-key', 'many-keys', 'other-content'] as const);
    const shared = randomUUID();
    const times = dice.between(2, 5);
    model.racing += times;
    const replies = await Promise.all(
      Array.from({ length: times }, (_, index) => {
        const body = way === 'other-content' && index > 0 ? { ...payment, penalty: yuan(index) } : payment;
        return caller.post(bankOf(loan).maker, pathOf(loan), body, way === 'many-keys' ? undefined : shared);
      }),
    );
    const done = replies.filter(({ status }) => status < 300);
    const first = done[0];
    if (!first) throw new Error(`Of ${times} equal repayments none was taken: ${JSON.stringify(replies)}`);
    if (way === 'one-key') {
      for (const { status, body } of replies)
        mustEqual('one key has one reply', [status, body], [first.status, first.body]);
      mustEqual('one key has one effect', replies.filter(({ replayed }) => !replayed).length <= 1, true);
    } else {
      mustEqual('of requests that race for one effect one is done', done.length, 1);
      const refusals: readonly ErrorCode[] =
        way === 'many-keys' ? ['already-exists', 'amount-exceeds-outstanding'] : ['idempotency-mismatch'];
      for (const reply of replies) if (reply !== first) settle(stage, 'a double', reply, refusals);
    }
    const winner = replies.indexOf(first);
    book(loan, on, { ...split, penalty: way === 'other-content' ? winner : 0 }, first);
    return true;
  },
};

/** Several repayments at once, each of which could be taken alone and not two of them together. */
export const OVERPAY_AT_ONCE: Move = {
  name: 'overpay-at-once',
  weight: 3,
  async run(stage) {
    const { caller, dice, model } = stage;
    const loan = pickLoan(stage, (one) => one.outstanding > 2 && !one.compensated);
    if (!loan) return false;
    const on = stage.clock.today();
    const split = { principal: Math.floor(loan.outstanding / 2) + 1, interest: 0, penalty: 0 };
    const payments = Array.from({ length: dice.between(2, 4) }, () => paymentOf(stage, on, split));
    model.racing += payments.length;
    const replies = await Promise.all(
      payments.map((payment) => caller.post(bankOf(loan).maker, pathOf(loan), payment)),
    );
    const done = replies.filter(({ status }) => status < 300);
    mustEqual('no more is paid back than is owed', done.length, 1);
    for (const reply of replies) {
      if (reply === done[0]) book(loan, on, split, reply);
      else settle(stage, 'one repayment too many', reply, 'amount-exceeds-outstanding');
    }
    return true;
  },
};

/** A repayment never was; asked once, or by several at once. */
export const REVERSE: Move = {
  name: 'reverse',
  weight: 8,
  async run(stage) {
    const { dice, caller, model } = stage;
    const loan = pickLoan(stage, ({ repayments }) => repayments.length > 0);
    if (!loan) return false;
    const repayment = dice.chance(85)
      ? (loan.repayments.findLast(({ reversed }) => !reversed) ?? dice.pick(loan.repayments))
      : dice.pick(loan.repayments);
    const on = dice.chance(90) ? stage.clock.today() : someDay(stage, loan);
    const times = dice.chance(25) ? 3 : 1;
    if (times > 1) model.racing += times;
    const path = `/api/v1/repayments/${repayment.id}/reversal`;
    const replies = await Promise.all(
      Array.from({ length: times }, () =>
        caller.post(bankOf(loan).checker, path, { serialNumber: `CZ-${nextSerial(model)}`, reversedOn: on }),
      ),
    );
    for (const reply of replies.toSorted((left, right) => left.status - right.status)) {
      const expected = reversalRefusal(stage, loan, repayment, on);
      if (settle(stage, 'a reversal', reply, expected)) undo(loan, repayment, reply);
    }
    return true;
  },
};

function reversalRefusal(
  stage: Stage,
  loan: LoanModel,
  repayment: RepaymentModel,
  on: BusinessDate,
): Expected {
  if (loan.compensated) return 'illegal-transition';
  if (!isWithin(stage, loan, on) || on < repayment.on) return 'outside-loan-term';
  return repayment.reversed ? 'already-reversed' : 'done';
}

function undo(loan: LoanModel, repayment: RepaymentModel, reply: Reply): void {
  repayment.reversed = true;
  loan.outstanding += repayment.principal;
  loan.interestPaid -= repayment.interest;
  loan.penaltyPaid -= repayment.penalty;
  follow(loan, reply);
}
