import type { Transaction } from 'sequelize';
import type { Loan } from '../../models/loan.js';
import type { Row } from '../../models/rows.js';
import type { BusinessDate } from '../core/business-date.js';
import { pastDueSinceOn } from '../core/daily-close/loan-standing.js';
import { readLives } from './read-loan-lives.js';

/** Since when a loan, which is locked, is past due on a day by all its facts, closed or not; null while nothing is overdue. */
export async function findPastDueSince(
  transaction: Transaction,
  loan: Row<Loan>,
  on: BusinessDate,
): Promise<BusinessDate | null> {
  const [one] = await readLives(transaction, [loan]);
  return one === undefined ? null : pastDueSinceOn(one.life, on);
}
