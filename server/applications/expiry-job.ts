import { systemContext } from '../context.js';
import type { JobKind } from '../jobs/job-kind.js';
import { expireApplications } from './expire-applications.js';
import { expireProposals } from './expire-proposals.js';

/** Ends, early every day, what has stood still for too long: proposals first, so that nobody decides on what ends. */
export const EXPIRY_JOB: JobKind = {
  name: 'applications.expire',
  timetable: '10 0 * * *',
  async run(system, run) {
    const context = systemContext(system, run.requestId);
    const hold: Parameters<typeof expireProposals>[1] = async (unit) => {
      run.signal.throwIfAborted();
      await run.hold(unit);
    };
    await expireProposals(context, hold);
    await expireApplications(context, hold);
  },
};
