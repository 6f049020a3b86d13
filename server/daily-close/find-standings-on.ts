import type { Transaction } from 'sequelize';
import { DailyClose } from '../../models/daily-close.js';
import { LoanStandingChange } from '../../models/loan-standing-change.js';
import { findRow, findRows } from '../../models/rows.js';
import type { BusinessDate } from '../core/business-date.js';
import type { RiskClass } from '../core/risk-class.js';
import { standingHistory } from './standing-history.js';

/**
 * The classes of loans on a day, as they are known now, by loan id; undefined where no close has come to that day. A loan of
 * which no close had to say anything is in the best class and not in the map.
 */
export async function findClassesOn(
  transaction: Transaction,
  loanIds: readonly number[],
  day: BusinessDate,
): Promise<Map<number, RiskClass> | undefined> {
  const close = await findRow(DailyClose, {
    where: { state: 'done', businessDate: { '>=': day } },
    transaction,
  });
  if (!close) return undefined;
  const changes = await findRows(LoanStandingChange, {
    where: { loanId: loanIds },
    order: [
      ['loanId', 'ASC'],
      ['closeId', 'ASC'],
      ['fromOn', 'ASC'],
    ],
    transaction,
  });
  const classes = new Map<number, RiskClass>();
  for (const loanId of new Set(changes.map((change) => change.loanId))) {
    const history = standingHistory(changes.filter((change) => change.loanId === loanId));
    const step = history.findLast(({ from }) => from <= day);
    if (step !== undefined) classes.set(loanId, step.riskClass);
  }
  return classes;
}
