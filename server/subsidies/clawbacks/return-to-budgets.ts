import type { Transaction } from 'sequelize';
import { BudgetEntry } from '../../../models/budget-entry.js';
import { findRows, selectRows } from '../../../models/rows.js';
import { moveBudget } from '../../budgets/budget-ledger.js';
import type { UnitOfWork } from '../../command.js';
import type { Actor } from '../../context.js';
import { allocate, fen, type Fen } from '../../core/money.js';
import type { CaseRow } from './clawback-case.js';

/** Money that came back. */
export interface Returned {
  readonly receiptId: number;
  readonly amount: Fen;
}

interface BudgetShare {
  readonly budgetId: number;
  readonly weight: number;
  readonly returned: number;
}

/**
 * Gives what came back to the budgets that had paid the quarters, each in proportion to what it still has to get: however many receipts
 * there are, the parts of all are exact, and none gets more than its share of the demand.
 */
export async function returnToBudgets(
  unit: UnitOfWork,
  actor: Actor,
  { id, totalFen }: CaseRow,
  { receiptId, amount }: Returned,
): Promise<void> {
  const shares = await readShares(id, unit.transaction);
  if (shares.length === 0) return;
  const targets = allocate(
    totalFen,
    shares.map(({ weight }) => weight),
  );
  const missing = shares.map(({ returned }, index) => Math.max(0, (targets[index] ?? 0) - returned));
  const parts = allocate(amount, missing);
  const subject = { subjectKind: 'clawback-receipt', subjectId: receiptId } as const;
  for (const [index, { budgetId }] of shares.entries()) {
    const part = parts[index] ?? fen(0);
    if (part > 0) await moveBudget(unit, actor, { budgetId, kind: 'return', amount: part, subject });
  }
}

/** Takes from the budgets what a receipt had given them. Fails: budget-exceeded (it has been spent again). */
export async function takeBackFromBudgets(
  unit: UnitOfWork,
  actor: Actor,
  receiptId: number,
  reversalId: number,
): Promise<void> {
  const given = await findRows(BudgetEntry, {
    where: { kind: 'return', subjectKind: 'clawback-receipt', subjectId: receiptId },
    order: [['budgetId', 'ASC']],
    transaction: unit.transaction,
  });
  const subject = { subjectKind: 'clawback-receipt', subjectId: reversalId } as const;
  for (const { budgetId, amountFen: amount } of given)
    await moveBudget(unit, actor, { budgetId, kind: 'take-back', amount, subject });
}

/** The budgets that paid the claims of a case's quarters, in the order in which budgets are locked, and what they got back. */
async function readShares(caseId: number, transaction: Transaction): Promise<BudgetShare[]> {
  return await selectRows<BudgetShare>(
    transaction,
    `SELECT budget.id AS budgetId, SUM(entry.amountFen) AS weight,
            COALESCE((SELECT SUM(CASE WHEN back.kind = 'return' THEN back.amountFen ELSE -back.amountFen END)
                        FROM budget_entries back JOIN clawback_receipts receipt ON receipt.id = back.subjectId
                       WHERE back.budgetId = budget.id AND back.subjectKind = 'clawback-receipt'
                         AND receipt.caseId = ?), 0) AS returned
       FROM budget_entries entry JOIN budgets budget ON budget.id = entry.budgetId
      WHERE entry.kind = 'pay' AND entry.subjectKind = 'subsidy-claim' AND entry.subjectId IN
            (SELECT payment.claimId FROM subsidy_payments payment
               JOIN clawback_amounts amount ON amount.loanId = payment.loanId AND amount.quarter = payment.quarter
              WHERE amount.caseId = ?)
      GROUP BY budget.id ORDER BY budget.id`,
    [caseId, caseId],
  );
}
