import type { BudgetDetail, BudgetEntryView, BudgetProgress } from '../../../server/budgets/find-budgets.js';
import { formatYuan } from '../../../server/core/money.js';

export const presentBudget = (budget: BudgetProgress) => ({
  id: String(budget.id),
  year: budget.year,
  level: budget.level,
  districtCode: budget.districtCode === '' ? null : budget.districtCode,
  allotted: formatYuan(budget.allottedFen),
  returned: formatYuan(budget.returnedFen),
  reserved: formatYuan(budget.reservedFen),
  committed: formatYuan(budget.committedFen),
  paid: formatYuan(budget.paidFen),
  available: formatYuan(budget.available),
  usedPercent: percentOf(budget.usedBasisPoints),
});

export const presentBudgetDetail = (budget: BudgetDetail) => ({
  ...presentBudget(budget),
  openAllotment: budget.openAllotment,
  openCarryOver: budget.openCarryOver,
});

export const presentEntry = (entry: BudgetEntryView) => ({
  id: String(entry.id),
  kind: entry.kind,
  amount: formatYuan(entry.amountFen),
  subject: { kind: entry.subjectKind, id: String(entry.subjectId) },
  recordedAt: entry.recordedAt,
});

function percentOf(basisPoints: number): string {
  const digits = String(basisPoints).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
