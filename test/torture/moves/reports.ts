import { addDays, addMonths } from '../../../server/core/business-date.js';
import type { LoanState } from '../../../server/core/states/loan-states.js';
import { settleEither } from '../settle.js';
import { bankOf, pickLoan, type Move } from './move.js';

/** A bank asks for a later maturity, within the rules or not. */
export const ASK_EXTENSION: Move = {
  name: 'ask-extension',
  weight: 3,
  async run(stage) {
    const { dice, caller, model } = stage;
    const loan = pickLoan(stage, (one) => !one.extended && (one.state === 'active' || dice.chance(20)));
    if (!loan) return false;
    const requestedUntil = addMonths(loan.maturesOn, dice.pick([1, 3, 6, 12, 12, 13]));
    const body = { requestedUntil, reason: '经营恢复中' };
    const reply = await caller.post(bankOf(loan).maker, `/api/v1/loans/${loan.id}/extensions`, body);
    const refusals = ['illegal-transition', 'extension-not-allowed', 'already-exists'] as const;
    if (settleEither(stage, 'asking for an extension', reply, refusals))
      model.extensions.push({ id: Number(reply.body['extensionId']), loanId: loan.id });
    return true;
  },
};

/** A second person of the bank grants it or not, sometimes twice at once. */
export const DECIDE_EXTENSION: Move = {
  name: 'decide-extension',
  weight: 3,
  async run(stage) {
    const { dice, caller, model } = stage;
    const [asked] = model.extensions;
    const loan = model.loans.find(({ id }) => id === asked?.loanId);
    if (!asked || !loan) return false;
    model.extensions.shift();
    const body = {
      outcome: dice.chance(80) ? 'grant' : 'refuse',
      reason: '研究决定',
      financialDifficulty: dice.chance(30),
    };
    const times = dice.chance(30) ? 2 : 1;
    if (times > 1) model.racing += times;
    const path = `/api/v1/extensions/${asked.id}/decision`;
    const replies = await Promise.all(
      Array.from({ length: times }, () => caller.post(bankOf(loan).checker, path, body)),
    );
    for (const reply of replies) {
      const refusals = ['illegal-transition', 'extension-not-allowed'] as const;
      if (settleEither(stage, 'deciding on an extension', reply, refusals) && body.outcome === 'grant')
        loan.extended = true;
    }
    return true;
  },
};

/** What a bank reports beside money: overdue days, misuse, closure, another rate. */
export const REPORT_EVENT: Move = {
  name: 'report-event',
  weight: 4,
  async run(stage) {
    const { dice, caller, clock } = stage;
    const loan = pickLoan(stage, ({ outstanding }) => outstanding > 0);
    if (!loan) return false;
    const kind = dice.pick([
      'overdue',
      'overdue',
      'misuse',
      'closure',
      'rate-change',
      'legal-representative-change',
    ] as const);
    const fromOn = addDays(clock.today(), -dice.between(0, 60));
    const untilOn = kind === 'overdue' && dice.chance(60) ? addDays(fromOn, dice.between(1, 40)) : undefined;
    const body = {
      kind,
      fromOn,
      ...(untilOn !== undefined && { untilOn }),
      ...(kind === 'rate-change' && { newRatePercent: dice.pick(['2.90', '3.00', '3.20']) }),
      ...(kind !== 'overdue' && kind !== 'rate-change' && { note: '银行报告' }),
    };
    const path = `/api/v1/loans/${loan.id}/events`;
    const reply = await caller.post(bankOf(loan).maker, path, body);
    if (settleEither(stage, 'a report', reply, ['outside-loan-term', 'illegal-transition', 'malformed'])) {
      loan.state = reply.body['state'] as LoanState;
      if (dice.chance(25)) {
        const withdrawal = `/api/v1/loan-events/${String(reply.body['loanEventId'])}/withdrawal`;
        const taken = await caller.post(bankOf(loan).checker, withdrawal, { reason: '误报' });
        if (settleEither(stage, 'taking a report back', taken, ['illegal-transition', 'already-reversed']))
          loan.state = taken.body['state'] as LoanState;
      }
    }
    return true;
  },
};

/** A bank finds a loan worse than its days say. */
export const BANK_CLASS: Move = {
  name: 'bank-class',
  weight: 1,
  async run(stage) {
    const { dice, caller, clock } = stage;
    const loan = pickLoan(stage, ({ outstanding }) => outstanding > 0);
    if (!loan) return false;
    const body = {
      fromOn: addDays(clock.today(), -dice.between(0, 20)),
      riskClass: dice.pick(['pass', 'special-mention', 'substandard', 'doubtful', 'loss']),
    };
    const reply = await caller.post(bankOf(loan).maker, `/api/v1/loans/${loan.id}/bank-classes`, body);
    settleEither(stage, 'a class', reply, ['outside-loan-term', 'illegal-transition']);
    return true;
  },
};
