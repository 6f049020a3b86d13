import { expect } from 'chai';
import { inTransaction } from '../../models/transaction.js';
import { addDays } from '../../server/core/business-date.js';
import type { JsonValue } from '../../server/core/canonical-json.js';
import { DAILY_CLOSE_JOB } from '../../server/daily-close/daily-close-job.js';
import { findBooksDate } from '../../server/daily-close/find-daily-closes.js';
import { runDailyCloses } from '../../server/daily-close/run-daily-closes.js';
import { enqueueJob } from '../../server/jobs/enqueue-job.js';
import type { JobKind } from '../../server/jobs/job-kind.js';
import { runDueJobs } from '../../server/jobs/run-due-jobs.js';
import { startTestApp } from '../support/app.js';

const DAYS = 12;

/** The close in a process that is cut off after every batch. */
const CUT_OFF: JobKind = {
  name: DAILY_CLOSE_JOB.name,
  async run(system, run) {
    const cut = new AbortController();
    const keeping =
      <Unit extends unknown[]>(keep: (...unit: Unit) => Promise<void>) =>
      async (...unit: Unit): Promise<void> => {
        await keep(...unit);
        cut.abort(new Error('cut off'));
      };
    await DAILY_CLOSE_JOB.run(system, {
      ...run,
      signal: cut.signal,
      hold: keeping((unit: Parameters<typeof run.hold>[0]) => run.hold(unit)),
      advance: keeping((unit: Parameters<typeof run.advance>[0], progress: JsonValue) =>
        run.advance(unit, progress),
      ),
    });
  },
};

describe('A daily close that is cut off again and again', () => {
  it('is not given up as long as it comes on, and reaches the last day', async () => {
    const { system, clock, contextOf } = await startTestApp();
    const last = addDays(clock.today(), -1);
    await runDailyCloses(await contextOf('centre.maker'), { through: addDays(last, -DAYS) });
    await inTransaction(system.database, (transaction) =>
      enqueueJob({ transaction, now: clock.now() }, { name: DAILY_CLOSE_JOB.name, runKey: 'tonight' }),
    );
    const ends: string[] = [];
    for (let tries = 0; tries < 2 * DAYS && !ends.includes('done'); tries += 1) {
      ends.push(...(await runDueJobs(system, [CUT_OFF])).map(({ ended }) => ended));
      clock.advanceSeconds(900);
    }
    expect(ends.at(-1)).to.equal('done');
    expect(ends.filter((ended) => ended === 'failed')).to.be.empty;
    expect(ends.length, 'tries').to.be.greaterThan(8);
    expect((await findBooksDate(system)).closedThrough).to.equal(last);
  });
});
