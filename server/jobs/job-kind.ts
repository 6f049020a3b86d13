import type { UnitOfWork } from '../command.js';
import type { System } from '../context.js';
import type { JsonValue } from '../core/canonical-json.js';

/*
 * Work that runs in the background.
 *
 * A use case puts a job beside its facts with `enqueueJob`, in its own transaction: either both are there or neither. The
 * unique key (name, runKey) makes two requests for the same work one job. Jobs of one lane run one after another, in the order
 * in which they came; others run side by side.
 *
 * A runner (`startJobRunner`, in every instance of the program) claims a job by a lease: a word of its own in `lockedBy` until
 * `lockedUntil`. A heartbeat renews the lease. An instance that dies lets it run out, and another one claims the job. One that
 * was only paused finds at its next write that the lease is not its own any more: every transaction of a job calls `hold`
 * or `advance` of its `JobRun`, which fails then and takes the whole transaction with it.
 *
 * A job goes on where it stopped: `advance` writes the progress in the transaction of the batch it tells of. A run that fails
 * is tried again after a growing pause; after `MOST_ATTEMPTS` without progress the job has failed and keeps the last error.
 *
 * A kind with a timetable runs by itself: each due time is one `runKey`, and so one job, in however many instances. The last
 * due time that was missed is made up for; earlier ones are not.
 */

/** One run of one job, as its kind sees it. */
export interface JobRun {
  readonly jobId: number;
  readonly runKey: string;
  /** The request id of what the run does in the audit. */
  readonly requestId: string;
  readonly payload: JsonValue;
  /** What the last `advance` wrote; null at the beginning. */
  readonly progress: JsonValue;
  /** Aborted when the program stops or the lease is lost: end after the batch at hand with `signal.throwIfAborted()`. */
  readonly signal: AbortSignal;
  /** Makes sure, inside a transaction of the job, that the job is still this run's. Every transaction calls this or `advance`. */
  hold(unit: Pick<UnitOfWork, 'transaction' | 'now'>): Promise<void>;
  /** Like `hold`, and remembers how far the job has come, if the transaction commits. */
  advance(unit: Pick<UnitOfWork, 'transaction' | 'now'>, progress: JsonValue): Promise<void>;
}

/** A kind of work; all kinds stand in `job-kinds.ts`. */
export interface JobKind {
  readonly name: string;
  /** When it runs by itself: a cron expression in Asia/Shanghai. */
  readonly timetable?: string;
  /** Does the work, from `run.progress` on. It may be called again for the same job, and must then change nothing twice. */
  run(system: System, run: JobRun): Promise<void>;
  /** Tells those who wait for the job that it has failed for good. May be called again for the same job. */
  giveUp?(system: System, run: JobRun): Promise<void>;
}

/** Thrown inside a job whose lease has passed to another run; nothing of the transaction remains. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}
