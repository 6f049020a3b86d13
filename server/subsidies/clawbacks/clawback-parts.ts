import type { Transaction } from 'sequelize';
import { ClawbackPart } from '../../../models/clawback-part.js';
import { findRows, insertRows, selectRows } from '../../../models/rows.js';
import type { UnitOfWork } from '../../command.js';
import type { BusinessDate } from '../../core/business-date.js';
import { clawbackAge, type ClawbackAge, type PlannedPart } from '../../core/clawback/clawback-plan.js';
import { subtractFen, sumFen, type Fen } from '../../core/money.js';

/** The parts in which a case is to come back, by its latest plan. */
export async function readParts(caseId: number, transaction?: Transaction): Promise<PlannedPart[]> {
  const rows = await findRows(ClawbackPart, {
    where: { caseId },
    order: [
      ['plan', 'ASC'],
      ['number', 'ASC'],
    ],
    ...(transaction !== undefined && { transaction }),
  });
  const plan = rows.at(-1)?.plan;
  return rows
    .filter((row) => row.plan === plan)
    .map(({ dueOn, amountFen }): PlannedPart => ({ dueOn, amount: amountFen }));
}

/** How late a case is on a day. What came back before its latest plan was agreed on pays none of the parts. */
export function ageOf(parts: readonly PlannedPart[], owed: Fen, today: BusinessDate): ClawbackAge {
  const planned = sumFen(parts.map(({ amount }) => amount));
  return clawbackAge(parts, subtractFen(planned, owed), today);
}

/** Stores a plan behind those before it. */
export async function storePlan(
  { transaction }: UnitOfWork,
  caseId: number,
  parts: readonly PlannedPart[],
): Promise<void> {
  const [last] = await selectRows<{ plan: number | null }>(
    transaction,
    'SELECT MAX(plan) AS plan FROM clawback_parts WHERE caseId = ?',
    [caseId],
  );
  const plan = (last?.plan ?? 0) + 1;
  const rows = parts.map(({ dueOn, amount }, index) => ({
    caseId,
    plan,
    number: index + 1,
    dueOn,
    amountFen: amount,
  }));
  await insertRows(ClawbackPart, rows, transaction);
}
