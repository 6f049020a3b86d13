import { setTimeout as delay } from 'node:timers/promises';
import type { System } from '../context.js';
import type { Logger } from '../logger.js';
import type { JobKind } from './job-kind.js';
import { claimJob, type Lease } from './lease.js';
import { runJob } from './run-job.js';
import { enqueueByTimetable } from './timetable.js';

export interface JobRunner {
  /** Claims nothing more, lets each job end its batch at hand, and gives back what is not finished. */
  stop(): Promise<void>;
}

export interface RunnerOptions {
  readonly kinds: readonly JobKind[];
  readonly logger: Logger;
  /** Nothing runs before this says so. */
  readonly ready: () => boolean;
  readonly pollMs?: number;
}

const POLL_MS = 500;
const TIMETABLE_EVERY_POLLS = 20;
const JOBS_AT_ONCE = 2;

/** Runs due jobs until it is stopped, a few at once. */
export function startJobRunner(system: System, options: RunnerOptions): JobRunner {
  const { logger, kinds, ready, pollMs = POLL_MS } = options;
  const names = kinds.map(({ name }) => name);
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();

  const start = (lease: Lease): void => {
    const kind = kinds.find(({ name }) => name === lease.job.name);
    if (!kind) return;
    const ended = runAndTell(system, kind, lease, stopping.signal, logger).finally(() =>
      running.delete(ended),
    );
    running.add(ended);
  };
  const lookOnce = async (poll: number): Promise<void> => {
    if (poll % TIMETABLE_EVERY_POLLS === 0) await enqueueByTimetable(system, kinds);
    while (running.size < JOBS_AT_ONCE && !stopping.signal.aborted) {
      const lease = await claimJob(system, names);
      if (!lease) return;
      start(lease);
    }
  };
  const look = async (): Promise<void> => {
    for (let poll = 0; !stopping.signal.aborted;) {
      try {
        if (ready()) await lookOnce(poll++);
      } catch (error) {
        logger.error({ err: error }, 'jobs cannot be looked for');
      }
      await rest();
    }
  };
  /** Until the next look: at the latest after the pause, and at once when a job has ended, for another may wait behind it. */
  const rest = async (): Promise<void> => {
    const over = new AbortController();
    const signal = AbortSignal.any([stopping.signal, over.signal]);
    await Promise.race([delay(pollMs, undefined, { signal }).catch(() => undefined), ...running]);
    over.abort();
  };

  const looking = look();
  return {
    async stop() {
      stopping.abort();
      await looking;
      await Promise.all(running);
    },
  };
}

async function runAndTell(
  system: System,
  kind: JobKind,
  lease: Lease,
  stop: AbortSignal,
  logger: Logger,
): Promise<void> {
  const job = { jobId: lease.job.id, name: kind.name };
  try {
    const outcome = await runJob(system, kind, lease, stop);
    if ('error' in outcome) logger.error({ ...job, ended: outcome.ended, err: outcome.error }, 'job failed');
    else logger.info({ ...job, ended: outcome.ended }, 'job ended');
  } catch (error) {
    // The database does not answer: the lease runs out and the job is claimed again.
    logger.error({ ...job, err: error }, 'job left behind');
  }
}
