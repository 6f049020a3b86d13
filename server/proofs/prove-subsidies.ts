import { selectRows } from '../../models/rows.js';
import type { Database } from '../../models/database.js';
import { computeSubsidy, subsidyTerms } from '../core/interest-subsidy.js';
import { fen, subtractFen, type Fen } from '../core/money.js';
import type { PolicyBook } from '../core/policy/policy-book.js';
import { DEMANDED } from '../core/states/clawback-case-states.js';
import { subsidyQuarter } from '../core/subsidy-quarter.js';
import type { LoanRow } from '../loans/loan-case.js';
import { findFactsOfLoan } from '../loans/loan-facts.js';

/** A paid quarter of a loan: what was paid in all, less what was demanded back; what the facts give today, and what the next claim will settle. */
export interface ProvenQuarter {
  readonly quarter: string;
  readonly paid: Fen;
  readonly recomputed: Fen;
  readonly difference: Fen;
}

/** Every quarter for which a loan was paid a subsidy, computed again from its facts. */
export async function proveSubsidies(
  database: Database,
  loan: LoanRow,
  policy: PolicyBook,
): Promise<ProvenQuarter[]> {
  const paid = await selectRows<{ quarter: string; amountFen: Fen }>(
    database,
    `SELECT quarter, SUM(amountFen) AS amountFen
       FROM (SELECT payment.quarter, payment.amountFen
               FROM subsidy_payments payment JOIN subsidy_lines line ON line.id = payment.lineId
              WHERE payment.loanId = ? AND line.clawbackCaseId IS NULL
             UNION ALL
             SELECT amount.quarter, -amount.amountFen
               FROM clawback_amounts amount JOIN clawback_cases demand ON demand.id = amount.caseId
              WHERE amount.loanId = ? AND demand.state IN (${DEMANDED.map(() => '?').join(', ')})) paid
      GROUP BY quarter ORDER BY quarter`,
    [loan.id, loan.id, ...DEMANDED],
  );
  if (paid.length === 0) return [];
  const facts = await findFactsOfLoan(database, loan);
  const terms = subsidyTerms(loan.disbursedOn, loan.borrowerKind, policy);
  return paid.map(({ quarter, amountFen }) => {
    const recomputed = computeSubsidy(facts, subsidyQuarter(quarter), terms).subsidy;
    return { quarter, paid: fen(amountFen), recomputed, difference: subtractFen(recomputed, amountFen) };
  });
}
