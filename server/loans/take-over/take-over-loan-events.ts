import { Loan } from '../../../models/loan.js';
import { LoanEvent } from '../../../models/loan-event.js';
import { findRows, insertRow, updateRows, type Row } from '../../../models/rows.js';
import type { LoanEventRow } from '../../core/bank-files/loan-events-file.js';
import type { BusinessDate } from '../../core/business-date.js';
import { canonicalJson } from '../../core/canonical-json.js';
import { isTakenBack, standingEvents } from '../../core/loan-history.js';
import type { PolicyBook } from '../../core/policy/policy-book.js';
import type { LoanFlag } from '../find-loan.js';
import { followReports } from '../follow-reports.js';
import type { LoanRow } from '../loan-case.js';
import { BatchTally } from '../../imports/batch-tally.js';
import type { BatchContext, WriteBatch } from '../../imports/import-kind.js';
import { lockLoansByContract } from './batch.js';
import { latestExtension } from './policy-flags.js';
import { refusalOfEvent, type ReportedLoan } from './refuse-loan-event.js';

/** Takes a bank's status reports: one with another end or note than before becomes the next revision. */
export const takeOverLoanEvents: WriteBatch<LoanEventRow> = async (batch, rows) => {
  const tally = new BatchTally<LoanEventRow>();
  const loans = await lockReportedLoans(batch, rows);
  for (const row of rows) {
    const reported = loans.get(row.contractNumber);
    const refusal = refusalOfEvent(batch, reported, row);
    if (refusal !== undefined) tally.reject(row, ...refusal);
    else if (reported !== undefined && (await report(batch, reported, row))) tally.accept(row);
    else tally.pass();
  }
  return tally.result();
};

async function lockReportedLoans(
  batch: BatchContext,
  rows: readonly LoanEventRow[],
): Promise<Map<string, ReportedLoan>> {
  const loans = await lockLoansByContract(batch, new Set(rows.map((row) => row.contractNumber)));
  const loanId = [...loans.values()].map((loan) => loan.id);
  const { transaction } = batch.unit;
  const events = await findRows(LoanEvent, {
    where: { loanId },
    order: [['id', 'ASC']],
    transaction,
  });
  const byLoan = new Map<number, Row<LoanEvent>[]>();
  for (const event of events) byLoan.set(event.loanId, [...(byLoan.get(event.loanId) ?? []), event]);
  return new Map(
    [...loans].map(([contract, loan]) => [contract, { loan, reports: byLoan.get(loan.id) ?? [] }]),
  );
}

/** Writes a report and moves the loan; false when the same was reported before. */
async function report(batch: BatchContext, reported: ReportedLoan, row: LoanEventRow): Promise<boolean> {
  const { context, unit } = batch;
  const { loan, reports } = reported;
  const { kind, fromOn, untilOn, note } = row;
  const revisions = reports.filter(
    (one) => one.source === 'bank' && one.kind === kind && one.fromOn === fromOn,
  );
  const earlier = revisions.at(-1);
  if (isKnown(revisions, row)) return false;
  const event = {
    loanId: loan.id,
    kind,
    fromOn,
    untilOn,
    newRate: null,
    note,
    source: 'bank' as const,
    revision: (earlier?.revision ?? 0) + 1,
    recordedByUserId: context.actor.userId,
    recordedAt: unit.now,
  };
  const id = await insertRow(LoanEvent, event, unit.transaction);
  reported.reports = [...reports, { ...event, id }];
  const state = await followReports(unit, loan, standingEvents(reported.reports), row);
  const extendedUntil = await extend(batch, reported, row, earlier);
  const version = loan.version + (state === loan.state ? 0 : 1);
  reported.loan = { ...loan, state, extendedUntil, version };
  return true;
}

/** Whether the latest revision says the same; an event that was taken back is not brought again by the file it stood in. */
function isKnown(revisions: readonly Row<LoanEvent>[], { untilOn, note }: LoanEventRow): boolean {
  const saysTheSame = (one: Row<LoanEvent>): boolean => one.untilOn === untilOn && one.note === note;
  const latest = revisions.at(-1);
  if (latest === undefined) return false;
  return isTakenBack(latest) ? revisions.some(saysTheSame) : saysTheSame(latest);
}

/**
 * An extension that a bank granted before moves the maturity; it needs nobody's consent any more. Where the bank corrects the end of the
 * report that had moved it, it moves back to the latest end that is still reported.
 */
async function extend(
  { context, unit }: BatchContext,
  { loan, reports }: ReportedLoan,
  { kind, untilOn }: LoanEventRow,
  earlier: Row<LoanEvent> | undefined,
): Promise<LoanRow['extendedUntil']> {
  if (kind !== 'extension' || untilOn === null) return loan.extendedUntil;
  const known = loan.extendedUntil ?? loan.maturesOn;
  const isCorrection = earlier !== undefined && earlier.untilOn === loan.extendedUntil;
  const extendedUntil = isCorrection ? (lastExtension(reports) ?? untilOn) : untilOn;
  if (extendedUntil <= known && !isCorrection) return loan.extendedUntil;
  const { policyBook } = context.system.referenceData.current();
  const flagsJson = flagsWith(loan, extendedUntil, policyBook);
  const changes = { extendedUntil, flagsJson, updatedAt: unit.now };
  await updateRows(Loan, changes, { id: loan.id }, unit.transaction);
  return extendedUntil;
}

/** The latest end of all extensions that are reported. */
const lastExtension = (reports: readonly Row<LoanEvent>[]): BusinessDate | undefined =>
  standingEvents(reports)
    .flatMap(({ kind, untilOn }) => (kind === 'extension' && untilOn !== null ? untilOn : []))
    .toSorted()
    .at(-1);

/** The flags of a loan that is extended until a day. */
function flagsWith(loan: LoanRow, extendedUntil: BusinessDate, policy: PolicyBook): string {
  const flags = JSON.parse(loan.flagsJson) as LoanFlag[];
  const isFlagged = flags.some((flag) => flag === 'extension-above-cap' || flag === 'no-policy-in-force');
  if (isFlagged || extendedUntil <= latestExtension(loan.maturesOn, loan.disbursedOn, policy))
    return loan.flagsJson;
  return canonicalJson([...flags, 'extension-above-cap']);
}
