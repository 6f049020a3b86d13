import { selectRows } from '../../models/rows.js';
import type { System } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import {
  judgeLoanCount,
  judgePairs,
  type CountedLoan,
  type LoanPair,
} from '../core/red-flags/judge-loans.js';
import type { Suspicion } from '../core/red-flags/suspicion.js';
import { termOf } from './sql-parts.js';

/** Borrowers with more loans than policy allows, over all banks and districts. */
export async function detectLoanCounts({ database, clock, referenceData }: System): Promise<Suspicion[]> {
  const { count } = referenceData.current().policyBook.valueOn('max-loans', clock.today()).value;
  const loans = await selectRows<CountedLoan>(
    database,
    `SELECT l.id AS loanId, l.borrowerId, l.disbursedOn,
        ROW_NUMBER() OVER (PARTITION BY l.borrowerId ORDER BY l.disbursedOn, l.id) AS ordinal
       FROM (SELECT borrowerId FROM loans GROUP BY borrowerId HAVING COUNT(*) > ?) many
       JOIN loans l ON l.borrowerId = many.borrowerId ORDER BY l.id`,
    [count],
  );
  return judgeLoanCount(loans, count);
}

interface PairRow {
  readonly loanId: number;
  readonly disbursedOn: BusinessDate;
  readonly endsOn: BusinessDate;
  readonly otherLoanId: number;
  readonly otherDisbursedOn: BusinessDate;
  readonly otherEndsOn: BusinessDate;
  readonly personIndex: string;
}

/** From a loan on which a person stands in a role to the loans which that person borrowed alone. */
async function findPairs(
  { database }: System,
  role: 'legal-representative' | 'spouse',
  kind: 'enterprise' | 'individual',
): Promise<LoanPair[]> {
  const rows = await selectRows<PairRow>(
    database,
    `SELECT ${termOf('l')}, o.id AS otherLoanId, o.disbursedOn AS otherDisbursedOn,
        COALESCE(o.settledOn, o.extendedUntil, o.maturesOn) AS otherEndsOn, p.identityIndex AS personIndex
       FROM application_parties p JOIN loans l ON l.applicationId = p.applicationId AND l.borrowerKind = ?
       JOIN borrowers b ON b.identityIndex = p.identityIndex
       JOIN loans o ON o.borrowerId = b.id AND o.borrowerKind = 'individual' AND o.id <> l.id
      WHERE p.role = ? ORDER BY l.id, o.id`,
    [kind, role],
  );
  return rows.map(({ otherLoanId, otherDisbursedOn, otherEndsOn, ...own }) => ({
    ...own,
    other: { loanId: otherLoanId, disbursedOn: otherDisbursedOn, endsOn: otherEndsOn },
  }));
}

/** A person's own loan beside one of the enterprise that the person represents. */
export const detectBothKinds = async (system: System): Promise<Suspicion[]> =>
  judgePairs('both-kinds-running', await findPairs(system, 'legal-representative', 'enterprise'));

/** Two spouses with a loan each. */
export const detectSpouses = async (system: System): Promise<Suspicion[]> =>
  judgePairs('spouse-loan-running', await findPairs(system, 'spouse', 'individual'));
