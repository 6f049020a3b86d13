import type { Transaction } from 'sequelize';
import { selectRows } from '../../models/rows.js';
import type { Fen } from '../core/money.js';
import type { ApplicationState } from '../core/states/application-states.js';
import { LOAN_STATES, type LoanState } from '../core/states/loan-states.js';
import { isFinal } from '../core/states/state-machine.js';

/** A startup guaranteed loan that a person or enterprise has or had, as borrower, partner or legal representative. */
export interface PastLoan {
  readonly loanId: number;
  readonly identityIndex: string;
  readonly borrowerKind: string;
  readonly outstandingFen: Fen;
  readonly running: boolean;
  readonly everOverdue: boolean;
}

/** An application of theirs that has been filed and is not at an end. */
export interface OpenApplication {
  readonly applicationId: number;
  readonly identityIndex: string;
}

const BORROWING_ROLES = `'applicant', 'partner', 'legal-representative'`;
/** States of applications that have been filed and are not at an end. */
const OPEN: readonly ApplicationState[] = [
  'submitted',
  'prechecked',
  'eligible',
  'in-due-diligence',
  'approved',
];

/** The same as a list in SQL. */
export const OPEN_STATES = OPEN.map((state) => `'${state}'`).join(', ');

export const isOpen = (state: ApplicationState): boolean => OPEN.includes(state);

/** How many reports say that a loan (l) was overdue, those taken back left out, as SQL. */
export const OVERDUE_REPORTS = `(SELECT COUNT(*) FROM loan_events e
  WHERE e.loanId = l.id AND e.kind = 'overdue' AND (e.untilOn IS NULL OR e.untilOn > e.fromOn)
    AND NOT EXISTS (SELECT 1 FROM loan_events later WHERE later.loanId = e.loanId AND later.kind = e.kind
      AND later.fromOn = e.fromOn AND later.source = e.source AND later.revision > e.revision))`;

interface LoanRow {
  readonly loanId: number;
  readonly identityIndex: string;
  readonly borrowerKind: string;
  readonly outstandingFen: Fen;
  readonly state: string;
  readonly overdueReports: number;
}

/** Whether money is still owed to the bank or, after compensation, to the guarantor. */
export const isRunning = (state: LoanState): boolean => state !== 'settled' && !isFinal(LOAN_STATES, state);

/** States that only a loan comes to which was overdue. */
export const NOT_REPAID_IN_TIME: ReadonlySet<string> = new Set(['overdue', 'compensated', 'written-off']);

/**
 * The startup guaranteed loans of people and enterprises, found by the blind indexes of their numbers: loans taken over from
 * banks by the borrower, loans applied for here also by partners and legal representatives.
 */
export async function findLoanHistory(
  identityIndexes: readonly string[],
  transaction: Transaction,
): Promise<PastLoan[]> {
  if (identityIndexes.length === 0) return [];
  const list = identityIndexes.map(() => '?').join(', ');
  const columns = `l.id AS loanId, l.borrowerKind, l.outstandingFen, l.state,
    ${OVERDUE_REPORTS} AS overdueReports`;
  const rows = await selectRows<LoanRow>(
    transaction,
    `SELECT b.identityIndex, ${columns} FROM borrowers b JOIN loans l ON l.borrowerId = b.id
      WHERE b.identityIndex IN (${list})
     UNION
     SELECT p.identityIndex, ${columns} FROM application_parties p JOIN loans l ON l.applicationId = p.applicationId
      WHERE p.role IN (${BORROWING_ROLES}) AND p.identityIndex IN (${list})`,
    [...identityIndexes, ...identityIndexes],
  );
  return rows.map(({ state, overdueReports, ...loan }) => ({
    ...loan,
    running: isRunning(state as LoanState),
    everOverdue: overdueReports > 0 || NOT_REPAID_IN_TIME.has(state),
  }));
}

/** Filed applications of the same people or enterprises that are not at an end, other than the given one. */
export async function findOpenApplications(
  identityIndexes: readonly string[],
  exceptApplicationId: number,
  transaction: Transaction,
): Promise<OpenApplication[]> {
  if (identityIndexes.length === 0) return [];
  return selectRows<OpenApplication>(
    transaction,
    `SELECT DISTINCT p.identityIndex, a.id AS applicationId
       FROM application_parties p JOIN applications a ON a.id = p.applicationId
      WHERE p.role IN (${BORROWING_ROLES}) AND p.identityIndex IN (${identityIndexes.map(() => '?').join(', ')})
        AND a.state IN (${OPEN_STATES}) AND a.id <> ?`,
    [...identityIndexes, exceptApplicationId],
  );
}
