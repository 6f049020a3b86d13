import type { RequestHandler } from 'express';
import type { Pool, RowDataPacket } from 'mysql2/promise';
import { presentLoan, presentLoanSummary } from '../../../routes/api/loans/present.js';
import { loanDetailOf, selectOneLoan, type LoanDetailRow } from '../../../server/loans/find-loan.js';
import { LOAN_SUMMARY_COLUMNS, type LoanSummary } from '../../../server/loans/find-loans.js';
import { callerOf } from './bare-guard.js';

/*
 * The statements and the shape of the replies are the program's own, so that both sides always do the same; everything around
 * them is bare.
 */

const ROLE = 'bank-officer';
const ONE_LOAN = selectOneLoan(' WHERE id = ? AND bankOrganisationId = ?');

/** One loan by id, of the caller's bank. */
export const answerLoan =
  (database: Pool): RequestHandler =>
  async (request, response) => {
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const { organisationId } = callerOf(request);
    const { loanId = '' } = request.params as Readonly<Record<string, string>>;
    const [[loan]] = await database.execute<(RowDataPacket & LoanDetailRow)[]>(ONE_LOAN, [
      loanId,
      organisationId,
      today,
    ]);
    if (loan === undefined) response.status(404).json({ error: 'not found' });
    else response.json(presentLoan(loanDetailOf(loan), ROLE));
  };

/** The caller's loans after the one the cursor names, the newest first. */
export const answerLoans =
  (database: Pool): RequestHandler =>
  async (request, response) => {
    const { organisationId } = callerOf(request);
    const { limit, cursor = '' } = request.query as Readonly<Record<string, string>>;
    const before = Number(Buffer.from(cursor, 'base64url').toString('latin1').slice(1));
    const size = Math.trunc(Number(limit));
    const [rows] = await database.execute<(RowDataPacket & LoanSummary)[]>(
      `SELECT ${LOAN_SUMMARY_COLUMNS}
       FROM loans FORCE INDEX (by_bankOrganisationId_id) WHERE id < ? AND bankOrganisationId = ? ORDER BY id DESC LIMIT ${size + 1}`,
      [before, organisationId],
    );
    const items = rows.slice(0, size);
    const last = items.at(-1);
    const nextCursor = rows.length > size && last ? Buffer.from(`i${last.id}`).toString('base64url') : null;
    response.json({ items: items.map((loan) => presentLoanSummary(loan, ROLE)), nextCursor });
  };
