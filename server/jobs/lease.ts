import { randomUUID } from 'node:crypto';
import type { Transaction } from 'sequelize';
import { Job } from '../../models/job.js';
import { selectRows, updateRows, type Row } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { addSeconds } from '../clock.js';
import type { System } from '../context.js';
import { LeaseLostError } from './job-kind.js';

/** A job that is claimed, by the word that nobody else has. */
export interface Lease {
  readonly job: Row<Job>;
  readonly lockedBy: string;
}

const LEASE_SECONDS = 30;

/** How often a lease is renewed: twice may go wrong before it runs out. */
export const HEARTBEAT_MS = 10_000;

const CANDIDATES = 8;

/** Due, or left behind by an instance that does not answer any more, and nothing before it in its lane. */
const CLAIMABLE = `((j.state = 'due' AND j.availableAt <= ?) OR (j.state = 'running' AND j.lockedUntil <= ?))
  AND (j.lane IS NULL OR NOT EXISTS (
    SELECT 1 FROM jobs earlier WHERE earlier.lane = j.lane AND earlier.id < j.id AND earlier.state IN ('due', 'running')))`;

/** Claims the oldest job that may run, of the kinds named; undefined when there is none. */
export async function claimJob(system: System, names: readonly string[]): Promise<Lease | undefined> {
  if (names.length === 0) return undefined;
  const now = system.clock.now();
  const candidates = await selectRows<Row<Job>>(
    system.database,
    `SELECT j.* FROM jobs j WHERE j.name IN (${names.map(() => '?').join(', ')}) AND ${CLAIMABLE}
      ORDER BY j.availableAt, j.id LIMIT ${CANDIDATES}`,
    [...names, now, now],
  );
  for (const job of candidates) {
    const lease = await claim(system, job, now);
    if (lease) return lease;
  }
  return undefined;
}

/** Takes the job as it was seen; whoever came first has changed it. */
async function claim(system: System, seen: Row<Job>, now: string): Promise<Lease | undefined> {
  const { id, state, attempts, lockedBy, lockedUntil } = seen;
  const taken = {
    state: 'running' as const,
    lockedBy: randomUUID(),
    lockedUntil: addSeconds(now, LEASE_SECONDS),
    attempts: attempts + 1,
    updatedAt: now,
  };
  const found = await inTransaction(system.database, (transaction) =>
    updateRows(Job, taken, { id, state, attempts, lockedBy, lockedUntil }, transaction),
  );
  return found === 0 ? undefined : { job: { ...seen, ...taken }, lockedBy: taken.lockedBy };
}

/** Changes a job that is still ours and renews its lease. Throws LeaseLostError when it is not ours any more. */
export async function keepLease(
  { job, lockedBy }: Lease,
  changes: Partial<Row<Job>>,
  now: string,
  transaction: Transaction,
): Promise<void> {
  const renewed = { lockedUntil: addSeconds(now, LEASE_SECONDS), updatedAt: now, ...changes };
  const found = await updateRows(Job, renewed, { id: job.id, lockedBy, state: 'running' }, transaction);
  if (found === 0) throw new LeaseLostError(`Job ${job.id} is another run's now`);
}

/** Lets go of a job: it is done, has failed, or is due again. A job that is not ours any more stays as it is. */
export async function endLease(
  { database, clock }: System,
  { job, lockedBy }: Lease,
  changes: Partial<Row<Job>> & Pick<Row<Job>, 'state'>,
): Promise<void> {
  const ended = { ...changes, lockedBy: null, lockedUntil: null, updatedAt: clock.now() };
  await inTransaction(database, (transaction) =>
    updateRows(Job, ended, { id: job.id, lockedBy, state: 'running' }, transaction),
  );
}
