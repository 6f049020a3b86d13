import { Budget } from '../../models/budget.js';
import { BudgetEntry } from '../../models/budget-entry.js';
import { findRow, findRows } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { Actor, Context } from '../context.js';
import { yearMonthDay } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import { addFen, allocate, formatYuan, ZERO_FEN, type Fen } from '../core/money.js';
import { moveBudget, type BudgetSubject } from './budget-ledger.js';
import { splitCost, type BudgetLevel, type LevelShare } from './cost-split.js';

/** An expense of this year, and how the part that districts bear is spread over them. */
export interface Expense {
  readonly amount: Fen;
  readonly districts: readonly { readonly districtCode: string; readonly weight: number }[];
  readonly subject: BudgetSubject;
}

interface Part {
  readonly level: BudgetLevel;
  readonly districtCode: string;
  readonly amount: Fen;
}

/**
 * Reserves and commits an expense in this year's budgets, all parts or none. Budgets are taken level by level from above
 * and by district code, so that two expenses never wait for each other. Fails: budget-exceeded.
 */
export async function commitToBudgets(
  { system, actor }: Context,
  unit: UnitOfWork,
  expense: Expense,
): Promise<void> {
  const { year } = yearMonthDay(unit.today);
  const { policyBook } = system.referenceData.current();
  const shares = splitCost(expense.amount, unit.today, policyBook);
  for (const { level, districtCode, amount } of partsOf(shares, expense.districts)) {
    const budget = await findRow(Budget, {
      where: { year, level, districtCode },
      transaction: unit.transaction,
    });
    if (!budget)
      throw new DomainError('budget-exceeded', {
        year,
        level,
        required: formatYuan(amount),
        available: '0.00',
      });
    const { subject } = expense;
    await moveBudget(unit, actor, { budgetId: budget.id, kind: 'reserve', amount, subject });
    await moveBudget(unit, actor, { budgetId: budget.id, kind: 'commit', amount, subject });
  }
}

/** Pays what was committed for a subject, from the budgets it was committed in, and returns how much that is. */
export async function payFromBudgets(unit: UnitOfWork, actor: Actor, subject: BudgetSubject): Promise<Fen> {
  const committed = await findRows(BudgetEntry, {
    where: { kind: 'commit', ...subject },
    order: [['id', 'ASC']],
    transaction: unit.transaction,
  });
  let paid = ZERO_FEN;
  for (const { budgetId, amountFen: amount } of committed) {
    await moveBudget(unit, actor, { budgetId, kind: 'pay', amount, subject });
    paid = addFen(paid, amount);
  }
  return paid;
}

function partsOf(shares: readonly LevelShare[], districts: Expense['districts']): Part[] {
  return shares.flatMap(({ level, amount }): Part[] => {
    if (level !== 'district') return [{ level, districtCode: '', amount }];
    const parts = allocate(
      amount,
      districts.map((district) => district.weight),
    );
    return districts
      .map(({ districtCode }, index) => ({ level, districtCode, amount: parts[index] ?? ZERO_FEN }))
      .filter((part) => part.amount > 0);
  });
}
