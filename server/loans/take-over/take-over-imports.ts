import { LOAN_EVENT_COLUMNS, readLoanEventRow } from '../../core/bank-files/loan-events-file.js';
import { PORTFOLIO_COLUMNS, readPortfolioRow } from '../../core/bank-files/portfolio-file.js';
import { readRepaymentRow, REPAYMENT_COLUMNS } from '../../core/bank-files/repayments-file.js';
import { importKind } from '../../imports/import-kind.js';
import { compareAfterImport } from '../../reconciliation/balances-import.js';
import { takeOverLoanEvents } from './take-over-loan-events.js';
import { takeOverLoans } from './take-over-loans.js';
import { takeOverRepayments } from './take-over-repayments.js';

/*
 * A bank's existing book comes as three files. It is taken as it is: what differs from today's policy is flagged on the loan, and
 * the balance follows from the repayments, never from the file's own figure.
 */

/** 存量贷款. */
export const PORTFOLIO_IMPORT = importKind({
  name: 'portfolio',
  hasPeriod: false,
  columns: PORTFOLIO_COLUMNS,
  readRow: readPortfolioRow,
  write: takeOverLoans,
  finish: compareAfterImport,
});

/** A row takes few microseconds; what is done once for each batch would cost as much. */
const REPAYMENTS_BATCH = 8192;

/** 还款流水. */
export const REPAYMENTS_IMPORT = importKind({
  name: 'repayments',
  batchSize: REPAYMENTS_BATCH,
  hasPeriod: false,
  columns: REPAYMENT_COLUMNS,
  readRow: readRepaymentRow,
  write: takeOverRepayments,
  finish: compareAfterImport,
});

/** 贷款状态. */
export const LOAN_EVENTS_IMPORT = importKind({
  name: 'loan-events',
  hasPeriod: false,
  columns: LOAN_EVENT_COLUMNS,
  readRow: readLoanEventRow,
  write: takeOverLoanEvents,
  finish: compareAfterImport,
});
