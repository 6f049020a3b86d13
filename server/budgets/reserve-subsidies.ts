import { Budget } from '../../models/budget.js';
import { SubsidyReservation } from '../../models/subsidy-reservation.js';
import { execute } from '../../models/statement.js';
import { findRow, insertRows, selectRows } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { Actor, Context } from '../context.js';
import { yearMonthDay } from '../core/business-date.js';
import { expectedSubsidies, type ApprovedLoan } from '../core/expected-subsidy.js';
import { addFen, ZERO_FEN, type Fen } from '../core/money.js';
import { moveBudget, type BudgetSubject } from './budget-ledger.js';
import { splitCost } from './cost-split.js';

/** An application that has been approved, in its district. */
export interface ExpectedExpense extends ApprovedLoan {
  readonly applicationId: number;
  readonly districtCode: string;
}

/**
 * Keeps in this year's budgets what an approved loan is expected to earn this year, level by level, so that no more loans are
 * approved than can be subsidised. A level that has no budget yet keeps nothing. Fails: budget-exceeded.
 */
export async function reserveSubsidies(
  { system, actor }: Pick<Context, 'system' | 'actor'>,
  unit: UnitOfWork,
  { applicationId, districtCode, ...loan }: ExpectedExpense,
): Promise<void> {
  const { policyBook } = system.referenceData.current();
  const { year } = yearMonthDay(unit.today);
  const reservations: { budgetId: number; applicationId: number; quarter: string; amountFen: Fen }[] = [];
  for (const { quarter, amount } of expectedSubsidies(loan, unit.today, policyBook)) {
    for (const share of splitCost(amount, unit.today, policyBook)) {
      const { level } = share;
      const where = { year, level, districtCode: level === 'district' ? districtCode : '' };
      const budget = await findRow(Budget, { where, transaction: unit.transaction });
      if (budget) reservations.push({ budgetId: budget.id, applicationId, quarter, amountFen: share.amount });
    }
  }
  const subject = { subjectKind: 'application', subjectId: applicationId } as const;
  for (const [budgetId, amount] of sumsByBudget(reservations))
    await moveBudget(unit, actor, { budgetId, kind: 'reserve', amount, subject });
  const createdAt = unit.now;
  await insertRows(
    SubsidyReservation,
    reservations.map((row) => ({ ...row, createdAt })),
    unit.transaction,
  );
}

/** Frees what is kept for an application that came to nothing. */
export async function releaseOfApplication(
  unit: UnitOfWork,
  actor: Pick<Actor, 'userId'>,
  applicationId: number,
): Promise<void> {
  const subject = { subjectKind: 'application', subjectId: applicationId } as const;
  await release(unit, actor, subject, { sql: 'applicationId = ?', parameters: [applicationId] });
}

/** Frees what is kept for a bank's loans up to the quarter of a claim, whose true amount is about to be committed. */
export async function releaseForClaim(
  unit: UnitOfWork,
  actor: Pick<Actor, 'userId'>,
  claim: { readonly id: number; readonly bankOrganisationId: number; readonly quarter: string },
): Promise<void> {
  const subject = { subjectKind: 'subsidy-claim', subjectId: claim.id } as const;
  await release(unit, actor, subject, {
    sql: 'quarter <= ? AND applicationId IN (SELECT applicationId FROM loans WHERE bankOrganisationId = ?)',
    parameters: [claim.quarter, claim.bankOrganisationId],
  });
}

async function release(
  unit: UnitOfWork,
  actor: Pick<Actor, 'userId'>,
  subject: BudgetSubject,
  which: { readonly sql: string; readonly parameters: readonly (string | number)[] },
): Promise<void> {
  const open = await selectRows<{ id: number; budgetId: number; amountFen: Fen }>(
    unit.transaction,
    `SELECT id, budgetId, amountFen FROM subsidy_reservations WHERE releasedAt IS NULL AND ${which.sql}`,
    which.parameters,
  );
  for (const [budgetId, amount] of sumsByBudget(open))
    await moveBudget(unit, actor, { budgetId, kind: 'release', amount, subject });
  await execute(
    unit.transaction,
    `UPDATE subsidy_reservations SET releasedAt = ? WHERE releasedAt IS NULL AND ${which.sql}`,
    [unit.now, ...which.parameters],
  );
}

/** The sums by budget, in the order of their ids. */
function sumsByBudget(
  rows: readonly { readonly budgetId: number; readonly amountFen: Fen }[],
): [budgetId: number, amount: Fen][] {
  const sums = new Map<number, Fen>();
  for (const { budgetId, amountFen } of rows)
    sums.set(budgetId, addFen(sums.get(budgetId) ?? ZERO_FEN, amountFen));
  return [...sums].toSorted(([left], [right]) => left - right);
}
