import { composeSystem, openDatabase } from '../../server/composition.js';
import { readConfig } from '../../server/config.js';
import { systemContext } from '../../server/context.js';
import { closeRangeJob } from '../../server/daily-close/close-range-job.js';
import { DAILY_CLOSE_JOB } from '../../server/daily-close/daily-close-job.js';
import { runDailyCloses } from '../../server/daily-close/run-daily-closes.js';
import type { JobKind } from '../../server/jobs/job-kind.js';
import { startJobRunner } from '../../server/jobs/job-runner.js';
import { createLogger } from '../../server/logger.js';

/* An instance of the program that only closes the books, in small ranges, until it is killed. */
const SMALL_RANGES = { rangeSize: 10 };
const config = readConfig();
const system = await composeSystem(config, openDatabase(config));
const smallClose: JobKind = {
  name: DAILY_CLOSE_JOB.name,
  async run(its, run) {
    const hold = (unit: Parameters<typeof run.hold>[0]) => run.advance(unit, null);
    const guard = { ...SMALL_RANGES, hold, signal: run.signal, waits: true };
    await runDailyCloses(systemContext(its, run.requestId), guard);
  },
};
startJobRunner(system, {
  kinds: [smallClose, closeRangeJob(2)],
  logger: createLogger('silent'),
  ready: () => true,
  pollMs: 20,
});
