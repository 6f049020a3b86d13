import { systemContext } from '../context.js';
import type { JobKind } from '../jobs/job-kind.js';
import { runDailyCloses } from './run-daily-closes.js';

/** Half past midnight: the day before is over, and what was entered last is committed. */
const EVERY_NIGHT = '30 0 * * *';

/** Closes every business date that is over, each night. */
export const DAILY_CLOSE_JOB: JobKind = {
  name: 'daily-close',
  timetable: EVERY_NIGHT,
  async run(system, run) {
    await runDailyCloses(systemContext(system, run.requestId), {
      // Every batch that is stored is progress: however often a run is cut off, it is not given up while it comes on.
      hold: (unit) => run.advance(unit, null),
      signal: run.signal,
      waits: true,
    });
  },
};
