import { setTimeout as delay } from 'node:timers/promises';
import { DailyClose } from '../../models/daily-close.js';
import { DailyCloseRange } from '../../models/daily-close-range.js';
import { Job } from '../../models/job.js';
import { findRow, findRows, insertRow, lockRow, updateRows, type Row } from '../../models/rows.js';
import { runCommand } from '../command.js';
import type { Context, SystemContext } from '../context.js';
import { canonicalJson } from '../core/canonical-json.js';
import { DomainError } from '../core/errors.js';
import { enqueueJob } from '../jobs/enqueue-job.js';
import { claimJob } from '../jobs/lease.js';
import { runJob } from '../jobs/run-job.js';
import type { RunGuard } from './close-day.js';
import { recordOnClose } from './close-journal.js';
import { CLOSE_RANGE, CLOSE_RANGE_JOB } from './close-range-job.js';

type Close = Row<DailyClose>;
type Caller = Context | SystemContext;

const LOOK_AGAIN_MS = 250;
const NEVER = new AbortController().signal;
const HASH_OF_NOTHING = '0'.repeat(64);

/** Whether a close was divided. */
export async function hasRanges({ id }: Pick<Close, 'id'>): Promise<boolean> {
  return (await findRow(DailyCloseRange, { where: { closeId: id } })) !== null;
}

/**
 * Divides a close into ranges of loans, and puts a job beside each: one command. Fails: request-in-progress (another run has come on with
 * the same day).
 */
export async function planRanges(
  caller: Caller,
  expected: Close,
  loanIds: readonly number[],
  rangeSize: number,
  guard: RunGuard,
): Promise<void> {
  const { id: closeId, businessDate } = expected;
  await runCommand(caller, 'daily-close.divide', async (unit) => {
    await guard.hold?.(unit);
    const close = await lockRow(DailyClose, { id: closeId }, unit.transaction);
    if (close?.version !== expected.version) throw new DomainError('request-in-progress');
    let number = 0;
    for (let from = 0; from < loanIds.length; from += rangeSize) {
      number += 1;
      const range = {
        closeId,
        number,
        state: 'open' as const,
        loanIdsJson: canonicalJson(loanIds.slice(from, from + rangeSize)),
        changesHash: HASH_OF_NOTHING,
      };
      const rangeId = await insertRow(DailyCloseRange, range, unit.transaction);
      const runKey = `${businessDate}-${number}`;
      await enqueueJob(unit, { name: CLOSE_RANGE, runKey, payload: { rangeId } });
    }
    await updateRows(DailyClose, { version: close.version + 1 }, { id: closeId }, unit.transaction);
    await recordOnClose(unit, closeId, { businessDate, loans: loanIds.length, ranges: number });
    return { closeId };
  });
}

/**
 * Works on the ranges of a close, one after another, beside all instances that do the same, until none is left. Fails:
 * request-in-progress (the rest is in other hands, and the guard does not wait).
 */
export async function closeInRanges({ system }: Caller, { id }: Close, guard: RunGuard): Promise<void> {
  while (!(await isDone(id))) {
    guard.signal?.throwIfAborted();
    const lease = await claimJob(system, [CLOSE_RANGE]);
    if (lease) {
      const outcome = await runJob(system, CLOSE_RANGE_JOB, lease, guard.signal ?? NEVER);
      if ('error' in outcome) throw outcome.error;
      continue;
    }
    if (await isDone(id)) return;
    if (!guard.waits) throw new DomainError('request-in-progress');
    await assertNoneGivenUp();
    await delay(LOOK_AGAIN_MS, undefined, { signal: guard.signal });
  }
}

async function isDone(closeId: number): Promise<boolean> {
  return (await findRow(DailyClose, { where: { id: closeId } }))?.state === 'done';
}

/** A range that was given up waits for an administrator, and so does the close. */
async function assertNoneGivenUp(): Promise<void> {
  const [failed] = await findRows(Job, { where: { name: CLOSE_RANGE, state: 'failed' }, limit: 1 });
  if (failed)
    throw new Error(`Job ${failed.id}, a range of the daily close, was given up: ${failed.lastError}`);
}
