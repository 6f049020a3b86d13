import { selectRows } from '../../../models/rows.js';
import { addDays } from '../../../server/core/business-date.js';
import { LOAN_STATES, type LoanState } from '../../../server/core/states/loan-states.js';
import { runDueJobs } from '../../../server/jobs/run-due-jobs.js';
import { RISK_ALERT_JOB } from '../../../server/risk-alerts/sweep-alerts.js';
import type { LoanModel } from '../model.js';
import { settleEither } from '../settle.js';
import type { Stage } from '../stage.js';
import { mustEqual, Violation } from '../violation.js';
import { patiently, type Move } from './move.js';

const CLOSES = '/api/v1/daily-closes';

/** Some days go by, and the books are closed: in one run, in two that race, or not yet. */
export const passDays = (weight: number): Move => ({
  name: 'pass-days',
  weight,
  async run(stage) {
    const { dice, clock, caller, system } = stage;
    clock.setDay(addDays(clock.today(), dice.between(1, 18)));
    if (dice.chance(15)) return true;
    const runs = dice.chance(20) ? 2 : 1;
    const replies = await Promise.all(
      Array.from({ length: runs }, () => caller.post('centre.maker', CLOSES, {})),
    );
    for (const reply of replies) settleEither(stage, 'a close', reply, ['request-in-progress']);
    await assertBooksStand(stage);
    await patiently(() => runDueJobs(system, [RISK_ALERT_JOB]));
    await followClose(stage);
    return true;
  },
});

/** The books are closed once more: nothing may change. */
export const CLOSE_AGAIN: Move = {
  name: 'close-again',
  weight: 1,
  async run(stage) {
    const [before] = await selectRows<{ last: string | null }>(
      stage.observer,
      'SELECT MAX(businessDate) AS last FROM daily_closes',
    );
    if (before?.last !== addDays(stage.clock.today(), -1)) return false;
    const reply = await stage.caller.post('centre.maker', CLOSES, {});
    mustEqual('closing twice changes nothing', [reply.status < 300, reply.body['closed']], [true, []]);
    return true;
  },
};

async function assertBooksStand({ observer, clock }: Stage): Promise<void> {
  const [books] = await selectRows<{ days: number; open: number; first: string; last: string }>(
    observer,
    `SELECT COUNT(*) AS days, COUNT(CASE WHEN state <> 'done' THEN 1 END) AS open, MIN(businessDate) AS first,
            MAX(businessDate) AS last FROM daily_closes`,
  );
  if (!books || books.open > 0 || books.last !== addDays(clock.today(), -1))
    throw new Violation('every day that is over is closed, once', books ?? 'no close');
  mustEqual('no day is left out', addDays(books.first as never, books.days - 1), books.last);
}

/** Takes over the states that the close found; a loan moves along the table and no other way. */
async function followClose({ observer, model }: Stage): Promise<void> {
  const rows = await selectRows<{ id: number; state: LoanState }>(observer, 'SELECT id, state FROM loans');
  const states = new Map(rows.map(({ id, state }) => [id, state]));
  for (const loan of model.loans) {
    const state = states.get(loan.id);
    if (state === undefined || state === loan.state) continue;
    assertStep(loan, state);
    loan.state = state;
  }
}

function assertStep({ id, state: from }: LoanModel, to: LoanState): void {
  const found = LOAN_STATES.rows.some(
    (row) => row.from === from && row.to === to && (row.event === 'fall-overdue' || row.event === 'cure'),
  );
  if (!found) throw new Violation('a close moves a loan into arrears or out of them', { id, from, to });
}
