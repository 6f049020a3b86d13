import type { Transaction } from 'sequelize';
import type { Database } from '../../models/database.js';
import { selectRows } from '../../models/rows.js';
import { fen, ZERO_FEN, type Fen } from '../core/money.js';

/**
 * What deductions a bank still owes out of its funded claims: the sum of their totals less what was committed for them.
 *
 * A claim of zero or less is approved and settled like any other, but no money moves: its lines count as paid, and what is
 * below zero is taken from the bank's next claims. Nothing is stored for it, because both sums are facts already
 * (docs/decisions/0006-carried-deductions.md).
 */
export async function carriedDeduction(
  bankOrganisationId: number,
  source: Database | Transaction,
): Promise<Fen> {
  const [sums] = await selectRows<{ totalFen: number; committedFen: number }>(
    source,
    `SELECT (SELECT COALESCE(SUM(subsidyFen), 0) FROM subsidy_claims
              WHERE bankOrganisationId = ? AND state IN ('funded', 'paid')) AS totalFen,
            (SELECT COALESCE(SUM(entry.amountFen), 0) FROM budget_entries entry
               JOIN subsidy_claims claim ON claim.id = entry.subjectId
              WHERE entry.subjectKind = 'subsidy-claim' AND entry.kind = 'commit'
                AND claim.bankOrganisationId = ?) AS committedFen`,
    [bankOrganisationId, bankOrganisationId],
  );
  return sums ? fen(sums.totalFen - sums.committedFen) : ZERO_FEN;
}

/** What is to be paid on a claim: its total less what earlier claims still owe, never below zero. */
export const payableOf = (total: Fen, carried: Fen): Fen => fen(Math.max(0, total + carried));
