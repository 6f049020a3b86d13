import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { enqueueJob } from '../jobs/enqueue-job.js';
import { chainOf } from '../organisations/platform.js';
import { nextNumber } from '../numbering/next-number.js';
import { openRun, RED_FLAG_JOB } from './run-checks.js';

/** The centre has all checks look at the book now; they run in the background. */
export async function requestRun(context: Context): Promise<{ readonly runId: string }> {
  const { actor } = context;
  return runCommand(context, 'red-flag-run.request', async (unit) => {
    const runKey = await nextNumber(unit, 'red-flag-run');
    const runId = await openRun(unit, runKey, 'demand', actor.userId);
    await enqueueJob(unit, { name: RED_FLAG_JOB, runKey, lane: 'red-flags' });
    const organisationId = await chainOf(actor, unit.transaction);
    unit.record({ organisationId, subjectKind: 'red-flag-run', subjectId: runId, detail: { runKey } });
    return { runId: String(runId) };
  });
}
