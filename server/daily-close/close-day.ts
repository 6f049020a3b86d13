import { DailyClose } from '../../models/daily-close.js';
import { findRow, insertRow, lockRow, updateRows, type Row } from '../../models/rows.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context, SystemContext } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { findStandings, type LoanFindings } from '../core/daily-close/loan-standing.js';
import { rulesOn, type ClassRuleStep } from '../core/risk-class.js';
import { DomainError } from '../core/errors.js';
import { contentHash } from '../hashing.js';
import { enqueueJob } from '../jobs/enqueue-job.js';
import { isTaken } from '../loans/is-taken.js';
import { platformOrganisationId } from '../organisations/platform.js';
import { classRuleSteps } from './class-rule-steps.js';
import { findFactsSeen, NOTHING_SEEN } from './facts-seen.js';
import { findTouchedLoans } from './find-touched-loans.js';
import { readLoanLives, type LoanUnderClose } from './read-loan-lives.js';
import { storeFindings, type BatchChanges } from './store-findings.js';

type Close = Row<DailyClose>;
type Caller = Context | SystemContext;

/** What a run in the background goes by: its hold on the job in every transaction, and when to stop between two of them. */
export interface RunGuard {
  hold?(unit: Pick<UnitOfWork, 'transaction' | 'now'>): Promise<void>;
  readonly signal?: AbortSignal;
  /** Loans in one transaction, 1,000 if not said. */
  readonly batchSize?: number;
}

const BATCH_SIZE = 1_000;
const HASH_OF_NOTHING = '0'.repeat(64);
const NO_CHANGES: BatchChanges = { fellOverdue: [], cured: [], reclassified: [], overdueDaysChanged: [] };

/**
 * Closes one business date: looks at the loans that the day or a new fact touches, batch by batch, each batch one command. What
 * an interrupted close had done is kept, and the rest is done. Where two work on the same day at once, one of them stops
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
  const loanIds = await findTouchedLoans(system.database, {
    businessDate,
    seen: before ?? NOTHING_SEEN,
    isFirst: before === null,
    rules: rulesOn(steps, businessDate),
    rulesChanged: before !== null && before.rulesHash !== close.rulesHash,
    reachedLoanId: close.reachedLoanId,
  });
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
  const { database } = caller.system;
  const { id, businessDate } = expected;
  let after = expected;
  await runCommand(caller, 'daily-close.run', async (unit) => {
    await guard.hold?.(unit);
    const close = await lockRow(DailyClose, { id }, unit.transaction);
    if (close?.version !== expected.version) throw new DomainError('request-in-progress');
    const loans = await readLoanLives(unit.transaction, database.engine, loanIds);
    const findings = findingsOf(loans, steps, businessDate);
    const changes = loans.length === 0 ? NO_CHANGES : await storeFindings(unit, close, loans, findings);
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

/** Loans of one enterprise at one bank are judged together, every other loan for itself. */
function findingsOf(
  loans: readonly LoanUnderClose[],
  steps: readonly ClassRuleStep[],
  through: BusinessDate,
): Map<number, LoanFindings> {
  const families = new Map<string, LoanUnderClose[]>();
  for (const one of loans) {
    const { borrowerKind, borrowerId, bankOrganisationId, id } = one.loan;
    const family = borrowerKind === 'enterprise' ? `${borrowerId} at ${bankOrganisationId}` : String(id);
    families.set(family, [...(families.get(family) ?? []), one]);
  }
  return new Map(
    [...families.values()].flatMap((family) => [
      ...findStandings(
        family.map(({ life }) => life).filter(({ from }) => from <= through),
        steps,
        through,
      ),
    ]),
  );
}

async function recordOnClose(
  unit: UnitOfWork,
  id: number,
  detail: Parameters<UnitOfWork['record']>[0]['detail'],
): Promise<void> {
  const organisationId = await platformOrganisationId(unit.transaction);
  unit.record({ organisationId, subjectKind: 'daily-close', subjectId: id, detail });
}
