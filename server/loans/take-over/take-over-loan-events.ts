import { Loan } from '../../../models/loan.js';
import { LoanEvent } from '../../../models/loan-event.js';
import { findRows, insertRow, updateRows, type Row } from '../../../models/rows.js';
import type { LoanEventRow } from '../../core/bank-files/loan-events-file.js';
import { isTakenBack, standingEvents } from '../../core/loan-history.js';
import { followReports } from '../follow-reports.js';
import type { LoanRow } from '../loan-case.js';
import { BatchTally } from '../../imports/batch-tally.js';
import type { BatchContext, WriteBatch } from '../../imports/import-kind.js';
import { lockLoansByContract } from './batch.js';

/** A loan and all reports of it, the first one first, as the rows of the batch so far leave them. */
interface ReportedLoan {
  loan: LoanRow;
  reports: Row<LoanEvent>[];
}

/** Takes a bank's status reports: one with another end or note than before becomes the next revision. */
export const takeOverLoanEvents: WriteBatch<LoanEventRow> = async (batch, rows) => {
  const tally = new BatchTally<LoanEventRow>();
  const loans = await lockReportedLoans(batch, rows);
  for (const row of rows) {
    const reported = loans.get(row.contractNumber);
    if (reported === undefined) {
      tally.reject(row, '合同编号', 'unknown-contract', {
        zh: '本行没有这份合同；请先接收贷款，再接收状态',
        en: 'Your bank has no such contract here; import the loan first, then its events',
      });
    } else if (row.fromOn < reported.loan.disbursedOn) {
      tally.reject(row, '起始日', 'outside-loan-term', {
        zh: '起始日早于放款日期',
        en: 'It begins before the day of disbursement',
      });
    } else if (row.kind === 'settled' && reported.loan.outstandingFen > 0) {
      tally.reject(row, '事件类型', 'contradiction', {
        zh: '贷款仍有余额，不能结清；请先接收全部还款',
        en: 'Principal is still owed; import all repayments first',
      });
    } else if (await report(batch, reported, row)) {
      tally.accept(row);
    } else {
      tally.pass();
    }
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
async function report(
  { context, unit }: BatchContext,
  reported: ReportedLoan,
  row: LoanEventRow,
): Promise<boolean> {
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
  const extendedUntil = await extend(unit, loan, row);
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

/** An extension that a bank granted before moves the maturity; it needs nobody's consent any more. */
async function extend(
  unit: BatchContext['unit'],
  loan: LoanRow,
  { kind, untilOn }: LoanEventRow,
): Promise<LoanRow['extendedUntil']> {
  const known = loan.extendedUntil ?? loan.maturesOn;
  if (kind !== 'extension' || untilOn === null || untilOn <= known) return loan.extendedUntil;
  await updateRows(Loan, { extendedUntil: untilOn, updatedAt: unit.now }, { id: loan.id }, unit.transaction);
  return untilOn;
}
