import type { System } from '../context.js';
import type { JobKind } from './job-kind.js';
import { claimJob } from './lease.js';
import { runJob, type RunOutcome } from './run-job.js';

const NEVER = new AbortController().signal;

/**
 * Runs one due job after another until none is left, and says how each ended. The program itself uses `startJobRunner`; this
 * is for command-line programs and tests. A job that failed waits for its pause by the system's clock.
 */
export async function runDueJobs(system: System, kinds: readonly JobKind[]): Promise<RunOutcome[]> {
  const outcomes: RunOutcome[] = [];
  for (;;) {
    const lease = await claimJob(
      system,
      kinds.map(({ name }) => name),
    );
    const kind = kinds.find(({ name }) => name === lease?.job.name);
    if (!lease || !kind) return outcomes;
    outcomes.push(await runJob(system, kind, lease, NEVER));
  }
}
