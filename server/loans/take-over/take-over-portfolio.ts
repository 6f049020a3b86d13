import { selectRows } from '../../../models/rows.js';
import { authorise } from '../../auth/permissions.js';
import type { Context } from '../../context.js';
import { LOAN_EVENT_COLUMNS, readLoanEventRow } from '../../core/bank-files/loan-events-file.js';
import { PORTFOLIO_COLUMNS, readPortfolioRow } from '../../core/bank-files/portfolio-file.js';
import { readRepaymentRow, REPAYMENT_COLUMNS } from '../../core/bank-files/repayments-file.js';
import type { BusinessDate } from '../../core/business-date.js';
import { DomainError } from '../../core/errors.js';
import type { Fen } from '../../core/money.js';
import type { FileBytes } from '../../imports/decode-bank-file.js';
import { importFile, type ImportOutcome } from './import-file.js';
import { takeOverLoanEvents } from './take-over-loan-events.js';
import { takeOverLoans } from './take-over-loans.js';
import { takeOverRepayments } from './take-over-repayments.js';

/** A bank's book as files of its own: 存量贷款, 还款流水, 贷款状态. */
export interface TakeOverInput {
  readonly bankOrganisationId: number;
  readonly portfolio: FileBytes;
  readonly repayments?: FileBytes;
  readonly events?: FileBytes;
}

/** A loan whose repayments do not lead to the balance that the bank named. */
export interface BalanceBreak {
  readonly loanId: number;
  readonly contractNumber: string;
  readonly controlBalanceFen: Fen;
  readonly controlBalanceOn: BusinessDate;
  /** Principal less what was paid up to the end of that day. */
  readonly computedBalanceFen: Fen;
}

export interface TakeOverOutcome {
  readonly portfolio: ImportOutcome;
  readonly repayments: ImportOutcome | null;
  readonly events: ImportOutcome | null;
  /** For a person to look into; none of them stops the take-over. */
  readonly balanceBreaks: readonly BalanceBreak[];
}

export const PORTFOLIO_FILE = {
  name: 'portfolio',
  columns: PORTFOLIO_COLUMNS,
  readRow: readPortfolioRow,
  write: takeOverLoans,
} as const;

export const REPAYMENTS_FILE = {
  name: 'repayments',
  columns: REPAYMENT_COLUMNS,
  readRow: readRepaymentRow,
  write: takeOverRepayments,
} as const;

export const LOAN_EVENTS_FILE = {
  name: 'loan-events',
  columns: LOAN_EVENT_COLUMNS,
  readRow: readLoanEventRow,
  write: takeOverLoanEvents,
} as const;

const BREAKS_NAMED = 1000;

/**
 * Takes over a bank's existing loans with their history, as it is: what differs from today's policy is flagged on the loan, and
 * the balance follows from the repayments, never from the file's own figure. The same files again change nothing.
 * Fails: forbidden, not-found (another bank), unsupported-file.
 */
export async function takeOverPortfolio(context: Context, input: TakeOverInput): Promise<TakeOverOutcome> {
  authorise(context.actor.role, 'loan.take-over');
  const { bankOrganisationId, portfolio, repayments, events } = input;
  if (context.actor.organisationId !== bankOrganisationId) throw new DomainError('not-found');
  return {
    portfolio: await importFile(context, bankOrganisationId, PORTFOLIO_FILE, portfolio),
    repayments: repayments
      ? await importFile(context, bankOrganisationId, REPAYMENTS_FILE, repayments)
      : null,
    events: events ? await importFile(context, bankOrganisationId, LOAN_EVENTS_FILE, events) : null,
    balanceBreaks: await findBalanceBreaks(context, bankOrganisationId),
  };
}

/** The loans of a bank whose facts do not lead to the control figure it gave. */
async function findBalanceBreaks(context: Context, bankOrganisationId: number): Promise<BalanceBreak[]> {
  return selectRows<BalanceBreak>(
    context.system.database,
    `SELECT * FROM (
       SELECT l.id AS loanId, l.contractNumber, l.controlBalanceFen, l.controlBalanceOn,
           l.principalFen - COALESCE(SUM(CASE WHEN r.kind = 'reversal' THEN -r.principalFen ELSE r.principalFen END), 0)
             AS computedBalanceFen
         FROM loans l LEFT JOIN repayments r ON r.loanId = l.id AND r.paidOn <= l.controlBalanceOn
        WHERE l.bankOrganisationId = ? AND l.controlBalanceOn IS NOT NULL
        GROUP BY l.id, l.contractNumber, l.controlBalanceFen, l.controlBalanceOn, l.principalFen) balances
      WHERE computedBalanceFen <> controlBalanceFen ORDER BY loanId LIMIT ${BREAKS_NAMED}`,
    [bankOrganisationId],
  );
}
