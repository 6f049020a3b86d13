import { selectRows } from '../../models/rows.js';
import { conditionOf } from '../../models/condition.js';
import { loanScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import { holds, proveLoans, type LoanProof, type ProvableLoan } from './prove-loans.js';

/** A stretch of the book: how many loans were lived again, and those whose stored balances are not what their facts give. */
export interface BookProof {
  readonly provenLoans: number;
  readonly broken: readonly LoanProof[];
  /** The last loan of the stretch; null when the book is at its end. */
  readonly lastLoanId: number | null;
}

/** How many loans are looked at in one stretch. */
export const LOANS_IN_STRETCH = 2_000;

const COLUMNS = 'id, contractNumber, principalFen, outstandingFen, interestPaidFen, penaltyPaidFen, state';

/** Proves the next stretch of the book after a loan, within the actor's reach. */
export async function findBookProof({ actor, system }: Context, after: number): Promise<BookProof> {
  const { sql, parameters } = conditionOf({ ...loanScope(actor), id: { '>': after } });
  const loans = await selectRows<ProvableLoan>(
    system.database,
    `SELECT ${COLUMNS} FROM loans${sql} ORDER BY id LIMIT ${LOANS_IN_STRETCH}`,
    parameters,
  );
  const proofs = await proveLoans(system.database, loans);
  return {
    provenLoans: loans.length,
    broken: proofs.filter(({ balances }) => !balances.every(holds)),
    lastLoanId: loans.length < LOANS_IN_STRETCH ? null : (loans.at(-1)?.id ?? null),
  };
}
