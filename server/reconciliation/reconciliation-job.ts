import { systemContext } from '../context.js';
import type { JobKind } from '../jobs/job-kind.js';
import { followFacts } from './follow-facts.js';

/** Compares again, every night, what is not settled between banks and us: repayments may have come in one by one. */
export const RECONCILIATION_JOB: JobKind = {
  name: 'reconciliations.compare',
  timetable: '30 3 * * *',
  async run(system, run) {
    await followFacts(systemContext(system, run.requestId), null, async (unit) => {
      run.signal.throwIfAborted();
      await run.hold(unit);
    });
  },
};
