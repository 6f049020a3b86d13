import { inTransaction } from '../../models/transaction.js';
import { addSeconds } from '../clock.js';
import type { System } from '../context.js';
import { canonicalJson, type JsonValue } from '../core/canonical-json.js';
import { LeaseLostError, type JobKind, type JobRun } from './job-kind.js';
import { endLease, HEARTBEAT_MS, keepLease, type Lease } from './lease.js';

/** How a run of a job ended; `stopped` leaves it to be taken up again. */
export type RunOutcome =
  | { readonly ended: 'done' | 'stopped' | 'lost' }
  | { readonly ended: 'retried' | 'failed'; readonly error: unknown };

/** Tries without any progress after which a job has failed. */
export const MOST_ATTEMPTS = 8;

const FIRST_PAUSE_S = 10;
const LONGEST_PAUSE_S = 900;
const LONGEST_ERROR_CHARACTERS = 2000;

const pauseSeconds = (attempts: number): number =>
  Math.min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** Math.max(0, attempts - 1));

/** Runs a claimed job to its end, or until `stop` is aborted. Never throws for what the job does. */
export async function runJob(
  system: System,
  kind: JobKind,
  lease: Lease,
  stop: AbortSignal,
): Promise<RunOutcome> {
  const lost = new AbortController();
  const tries = { sinceProgress: lease.job.attempts };
  const run = jobRun(lease, AbortSignal.any([stop, lost.signal]), tries);
  const heartbeat = setInterval(() => void beat(system, lease, lost), HEARTBEAT_MS);
  heartbeat.unref();
  try {
    if (tries.sinceProgress > MOST_ATTEMPTS) return await fail(system, kind, lease, run, lease.job.lastError);
    await kind.run(system, run);
    await endLease(system, lease, { state: 'done', lastError: null });
    return { ended: 'done' };
  } catch (error) {
    if (error instanceof LeaseLostError || lost.signal.aborted) return { ended: 'lost' };
    if (stop.aborted) {
      const attempts = Math.max(0, tries.sinceProgress - 1);
      await endLease(system, lease, { state: 'due', attempts });
      return { ended: 'stopped' };
    }
    if (tries.sinceProgress >= MOST_ATTEMPTS) return await fail(system, kind, lease, run, error);
    const availableAt = addSeconds(system.clock.now(), pauseSeconds(tries.sinceProgress));
    await endLease(system, lease, { state: 'due', availableAt, lastError: describe(error) });
    return { ended: 'retried', error };
  } finally {
    clearInterval(heartbeat);
  }
}

function jobRun(lease: Lease, signal: AbortSignal, tries: { sinceProgress: number }): JobRun {
  const { id, runKey, payloadJson, progressJson } = lease.job;
  return {
    jobId: id,
    runKey,
    requestId: `job-${id}`,
    payload: JSON.parse(payloadJson) as JsonValue,
    progress: JSON.parse(progressJson ?? 'null') as JsonValue,
    signal,
    hold: ({ now, transaction }) => keepLease(lease, {}, now, transaction),
    async advance({ now, transaction }, progress) {
      await keepLease(lease, { progressJson: canonicalJson(progress), attempts: 0 }, now, transaction);
      tries.sinceProgress = 0;
    },
  };
}

async function fail(
  system: System,
  kind: JobKind,
  lease: Lease,
  run: JobRun,
  error: unknown,
): Promise<RunOutcome> {
  await kind.giveUp?.(system, run);
  await endLease(system, lease, { state: 'failed', lastError: describe(error) });
  return { ended: 'failed', error };
}

/** Renews the lease; once it is gone, the run is told. A database that does not answer is asked again at the next beat. */
async function beat({ database, clock }: System, lease: Lease, lost: AbortController): Promise<void> {
  try {
    await inTransaction(database, (transaction) => keepLease(lease, {}, clock.now(), transaction));
  } catch (error) {
    if (error instanceof LeaseLostError) lost.abort();
  }
}

const describe = (error: unknown): string =>
  String(error instanceof Error ? error.stack : error).slice(0, LONGEST_ERROR_CHARACTERS);
