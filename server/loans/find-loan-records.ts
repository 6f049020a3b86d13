import { Extension } from '../../models/extension.js';
import { Instalment } from '../../models/instalment.js';
import { Loan } from '../../models/loan.js';
import { LoanEvent } from '../../models/loan-event.js';
import { findRow, findRows, selectRows, type Row } from '../../models/rows.js';
import type { Repayment } from '../../models/repayment.js';
import { loanScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';
import type { LoanRow } from './loan-case.js';

/** The row of a loan that the actor sees. Fails: not-found. */
export async function findLoanRow(context: Context, loanId: number): Promise<LoanRow> {
  const row = await findRow(Loan, { where: { id: loanId, ...loanScope(context.actor) } });
  if (!row) throw new DomainError('not-found');
  return row;
}

/** A repayment or reversal as a list shows it. */
export interface RepaymentEntry extends Omit<Row<Repayment>, 'bankOrganisationId' | 'recordedByUserId'> {
  readonly reversedByRepaymentId: number | null;
}

/** The repayments of a loan and their reversals, the last recorded first. Fails: not-found, malformed (the cursor). */
export async function findRepayments(
  context: Context,
  loanId: number,
  page: PageRequest,
): Promise<Page<RepaymentEntry>> {
  await findLoanRow(context, loanId);
  const before = idBefore(page);
  const rows = await selectRows<RepaymentEntry>(
    context.system.database,
    `SELECT r.id, r.loanId, r.serialNumber, r.kind, r.paidOn, r.principalFen, r.interestFen, r.penaltyFen,
        r.reversesRepaymentId, r.recordedAt, reversal.id AS reversedByRepaymentId
       FROM repayments r LEFT JOIN repayments reversal ON reversal.reversesRepaymentId = r.id
      WHERE r.loanId = ?${before === undefined ? '' : ' AND r.id < ?'}
      ORDER BY r.id DESC LIMIT ${Math.trunc(page.limit) + 1}`,
    before === undefined ? [loanId] : [loanId, before],
  );
  return pageById(rows, page);
}

/** The instalments of a loan as they were drawn up at its disbursement. Fails: not-found. */
export async function findInstalments(context: Context, loanId: number): Promise<Row<Instalment>[]> {
  await findLoanRow(context, loanId);
  return findRows(Instalment, { where: { loanId }, order: [['number', 'ASC']] });
}

/** Everything that was ever reported of a loan, earlier revisions too. Fails: not-found. */
export async function findLoanEvents(context: Context, loanId: number): Promise<Row<LoanEvent>[]> {
  await findLoanRow(context, loanId);
  return findRows(LoanEvent, { where: { loanId }, order: [['id', 'ASC']] });
}

/** The extensions asked for on a loan. Fails: not-found. */
export async function findExtensions(context: Context, loanId: number): Promise<Row<Extension>[]> {
  await findLoanRow(context, loanId);
  return findRows(Extension, { where: { loanId }, order: [['id', 'ASC']] });
}
