import { DailyClose } from '../../models/daily-close.js';
import { DailyCloseRange } from '../../models/daily-close-range.js';
import { findRow, lockRow, selectRows, updateRows, type Row } from '../../models/rows.js';
import { runCommand, type UnitOfWork } from '../command.js';
import { systemContext, type System } from '../context.js';
import type { ClassRuleStep } from '../core/risk-class.js';
import { contentHash } from '../hashing.js';
import { enqueueJob } from '../jobs/enqueue-job.js';
import type { JobKind, JobRun } from '../jobs/job-kind.js';
import { classRuleSteps } from './class-rule-steps.js';
import { recordOnClose } from './close-journal.js';
import { examineLoans, NO_CHANGES } from './examine-loans.js';

type Range = Row<DailyCloseRange>;

/** Name of the job that closes one range. */
export const CLOSE_RANGE = 'daily-close.range';

const BATCH_SIZE = 1_000;

/** A job that closes one range of a day, in batches of so many loans. */
export const closeRangeJob = (batchSize: number): JobKind => ({
  name: CLOSE_RANGE,
  run: (system, run) => closeRange(system, run, batchSize),
});

/** One range of a large close: claimed by one instance, and gone on with by another one where that dies. */
export const CLOSE_RANGE_JOB = closeRangeJob(BATCH_SIZE);

async function closeRange(system: System, run: JobRun, batchSize: number): Promise<void> {
  const { rangeId } = run.payload as { readonly rangeId: number };
  const range = await findRow(DailyCloseRange, { where: { id: rangeId } });
  const close = range && (await findRow(DailyClose, { where: { id: range.closeId } }));
  if (!range || !close) throw new Error(`There is no range ${rangeId}`);
  if (range.state === 'done') return;
  const steps = classRuleSteps(system.referenceData.current().policyBook, close.businessDate);
  const left = (JSON.parse(range.loanIdsJson) as number[]).filter((id) => id > range.reachedLoanId);
  for (let from = 0; from === 0 || from < left.length; from += batchSize) {
    run.signal.throwIfAborted();
    const loanIds = left.slice(from, from + batchSize);
    const isLast = from + batchSize >= left.length;
    await runCommand(systemContext(system, run.requestId), 'daily-close.run', async (unit) => {
      await run.advance(unit, { reachedLoanId: loanIds.at(-1) ?? range.reachedLoanId });
      await closeBatch(system, unit, { range, close, loanIds, isLast, steps });
      return { rangeId };
    });
  }
}

interface Batch {
  readonly range: Range;
  readonly close: Row<DailyClose>;
  readonly loanIds: readonly number[];
  readonly isLast: boolean;
  readonly steps: readonly ClassRuleStep[];
}

async function closeBatch(
  system: System,
  unit: UnitOfWork,
  { range: { id, number }, close, loanIds, isLast, steps }: Batch,
): Promise<void> {
  const range = await lockRow(DailyCloseRange, { id }, unit.transaction);
  if (!range) throw new Error(`Range ${id} is gone`);
  const { businessDate } = close;
  const changes = await examineLoans(system, unit, close, loanIds, steps);
  const progress = {
    state: isLast ? ('done' as const) : ('open' as const),
    finishedAt: isLast ? unit.now : null,
    reachedLoanId: loanIds.at(-1) ?? range.reachedLoanId,
    examinedLoans: range.examinedLoans + loanIds.length,
    fellOverdue: range.fellOverdue + changes.fellOverdue.length,
    cured: range.cured + changes.cured.length,
    reclassified: range.reclassified + changes.reclassified.length,
    changesHash: contentHash([range.changesHash, { businessDate, loans: loanIds.length, changes }]),
  };
  await updateRows(DailyCloseRange, progress, { id }, unit.transaction);
  const detail = { businessDate, range: number, loans: loanIds.length, changesHash: progress.changesHash };
  await recordOnClose(unit, close.id, detail);
  if (changes !== NO_CHANGES) publish(unit, close, 'daily-close.batch', changes);
  if (isLast) await endRange(unit, { ...range, ...progress });
}

/** Adds a range that is done to its close, which is done with the last of them. */
async function endRange(unit: UnitOfWork, range: Range): Promise<void> {
  const close = await lockRow(DailyClose, { id: range.closeId }, unit.transaction);
  if (!close) throw new Error(`Close ${range.closeId} is gone`);
  // Whoever locks the close last sees the ranges of all who had it before.
  const ranges = await selectRows<Pick<Range, 'state' | 'reachedLoanId' | 'changesHash'>>(
    unit.transaction,
    'SELECT state, reachedLoanId, changesHash FROM daily_close_ranges WHERE closeId = ? ORDER BY number',
    [close.id],
  );
  const isOver = ranges.every(({ state }) => state === 'done');
  const sums = {
    examinedLoans: close.examinedLoans + range.examinedLoans,
    fellOverdue: close.fellOverdue + range.fellOverdue,
    cured: close.cured + range.cured,
    reclassified: close.reclassified + range.reclassified,
    version: close.version + 1,
    ...(isOver && {
      state: 'done' as const,
      finishedAt: unit.now,
      reachedLoanId: Math.max(...ranges.map(({ reachedLoanId }) => reachedLoanId)),
      changesHash: contentHash(ranges.map(({ changesHash }) => changesHash)),
    }),
  };
  await updateRows(DailyClose, sums, { id: close.id }, unit.transaction);
  if (!isOver) return;
  const { businessDate } = close;
  await enqueueJob(unit, { name: 'risk-alerts.sweep', runKey: businessDate, lane: 'risk-alerts' });
  publish(unit, close, 'daily-close.done', NO_CHANGES);
}

function publish(
  unit: UnitOfWork,
  { id, businessDate }: Row<DailyClose>,
  topic: 'daily-close.batch' | 'daily-close.done',
  changes: typeof NO_CHANGES,
): void {
  const payload = { businessDate, ...changes };
  unit.publish({ topic, aggregateKind: 'daily-close', aggregateId: id, payload });
}
