import { DailyClose } from '../../models/daily-close.js';
import { findRow, insertRow, lockRow, updateRows, type Row } from '../../models/rows.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context, SystemContext } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { rulesOn, type ClassRuleStep } from '../core/risk-class.js';
import { DomainError } from '../core/errors.js';
import { contentHash } from '../hashing.js';
import { enqueueJob } from '../jobs/enqueue-job.js';
import { isTaken } from '../loans/is-taken.js';
import { classRuleSteps } from './class-rule-steps.js';
import { findFactsSeen, NOTHING_SEEN } from './facts-seen.js';
import { findTouchedLoans } from './find-touched-loans.js';
import { closeInRanges, hasRanges, planRanges } from './close-ranges.js';
import { recordOnClose } from './close-journal.js';
import { examineLoans, NO_CHANGES } from './examine-loans.js';

type Close = Row<DailyClose>;
type Caller = Context | SystemContext;

/** What a run in the background goes by: its hold on the job in every transaction, and when to stop between two of them. */
export interface RunGuard {
  hold?(unit: Pick<UnitOfWork, 'transaction' | 'now'>): Promise<void>;
  readonly signal?: AbortSignal;
  /** Loans in one transaction, 1,000 if not said. */
  readonly batchSize?: number;
  /** Loans in one range, 5,000 if not said: a close of more loans is done in ranges, by whichever instances have time. */
  readonly rangeSize?: number;
  /** Whether to wait for ranges that other instances have in hand; a person is told instead that the close is under way. */
  readonly waits?: boolean;
}

const BATCH_SIZE = 1_000;
const RANGE_SIZE = 5_000;
const HASH_OF_NOTHING = '0'.repeat(64);

/**
 * Closes one business date: looks at the loans that the day or a new fact touches, batch by batch, each batch one command. What
 * an interrupted close had done is kept, and the rest is done. A large close is divided into ranges of loans, each a job that
 * one instance claims; a small one is done here. Where two work on the same day at once, one of them stops
 * with `request-in-progress`, and each loan is still dealt with once.
 */
export async function closeDay(caller: Caller, businessDate: BusinessDate, guard: RunGuard): Promise<void> {
  const { system } = caller;
  const steps = classRuleSteps(system.referenceData.current().policyBook, businessDate);
  const before = await findRow(DailyClose, {
    where: { businessDate: { '<': businessDate } },
    order: [['businessDate', 'DESC']],
  });
  let close = await openClose(
    caller,
    businessDate,
    before,
    contentHash(steps.map(({ from, rules }) => ({ from, rules: { ...rules } }))),
  );
  if (close.state === 'done') return;
  if (await hasRanges(close)) {
    await closeInRanges(caller, close, guard);
    return;
  }
  const loanIds = await findTouchedLoans(system.database, {
    businessDate,
    seen: before ?? NOTHING_SEEN,
    isFirst: before === null,
    rules: rulesOn(steps, businessDate),
    rulesChanged: before !== null && before.rulesHash !== close.rulesHash,
    reachedLoanId: close.reachedLoanId,
  });
  const rangeSize = guard.rangeSize ?? RANGE_SIZE;
  if (loanIds.length > rangeSize) {
    await planRanges(caller, close, loanIds, rangeSize, guard);
    await closeInRanges(caller, close, guard);
    return;
  }
  const size = guard.batchSize ?? BATCH_SIZE;
  for (let from = 0; from === 0 || from < loanIds.length; from += size) {
    guard.signal?.throwIfAborted();
    const batch = {
      loanIds: loanIds.slice(from, from + size),
      isLast: from + size >= loanIds.length,
    };
    close = await closeBatch(caller, close, batch, steps, guard);
  }
}

/** The row of the day, made if it is not there: with what all closes have seen by now. */
async function openClose(
  caller: Caller,
  businessDate: BusinessDate,
  before: Close | null,
  rulesHash: string,
): Promise<Close> {
  const known = await findRow(DailyClose, { where: { businessDate } });
  if (known) return known;
  try {
    await insertClose(caller, businessDate, before, rulesHash);
  } catch (error) {
    if (!isTaken(error, 'businessDate')) throw error;
  }
  const opened = await findRow(DailyClose, { where: { businessDate } });
  if (!opened) throw new Error(`The close of ${businessDate} was not opened`);
  return opened;
}

async function insertClose(
  caller: Caller,
  businessDate: BusinessDate,
  before: Close | null,
  rulesHash: string,
): Promise<void> {
  await runCommand(caller, 'daily-close.open', async (unit) => {
    const { transaction, now } = unit;
    const id = await insertRow(
      DailyClose,
      {
        businessDate,
        state: 'running',
        rulesHash,
        reachedLoanId: 0,
        ...(await findFactsSeen(transaction, before ?? NOTHING_SEEN, now)),
        changesHash: HASH_OF_NOTHING,
        startedAt: now,
        finishedAt: null,
      },
      transaction,
    );
    await recordOnClose(unit, id, { businessDate });
    return { id };
  });
}

async function closeBatch(
  caller: Caller,
  expected: Close,
  { loanIds, isLast }: { readonly loanIds: readonly number[]; readonly isLast: boolean },
  steps: readonly ClassRuleStep[],
  guard: RunGuard,
): Promise<Close> {
  const { id, businessDate } = expected;
  let after = expected;
  await runCommand(caller, 'daily-close.run', async (unit) => {
    await guard.hold?.(unit);
    const close = await lockRow(DailyClose, { id }, unit.transaction);
    if (close?.version !== expected.version) throw new DomainError('request-in-progress');
    const changes = await examineLoans(caller.system, unit, close, loanIds, steps);
    const detail = { businessDate, loans: loanIds.length, changes };
    const progress = {
      state: isLast ? ('done' as const) : ('running' as const),
      finishedAt: isLast ? unit.now : null,
      reachedLoanId: loanIds.at(-1) ?? close.reachedLoanId,
      examinedLoans: close.examinedLoans + loanIds.length,
      fellOverdue: close.fellOverdue + changes.fellOverdue.length,
      cured: close.cured + changes.cured.length,
      reclassified: close.reclassified + changes.reclassified.length,
      changesHash: contentHash([close.changesHash, detail]),
      version: close.version + 1,
    };
    await updateRows(DailyClose, progress, { id }, unit.transaction);
    await recordOnClose(unit, id, { businessDate, loans: loanIds.length, changesHash: progress.changesHash });
    if (isLast)
      await enqueueJob(unit, { name: 'risk-alerts.sweep', runKey: businessDate, lane: 'risk-alerts' });
    if (isLast || changes !== NO_CHANGES) {
      unit.publish({
        topic: isLast ? 'daily-close.done' : 'daily-close.batch',
        aggregateKind: 'daily-close',
        aggregateId: id,
        payload: { businessDate, ...changes },
      });
    }
    after = { ...close, ...progress };
    return { id };
  });
  return after;
}
