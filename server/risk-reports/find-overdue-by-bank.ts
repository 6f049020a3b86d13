import { selectRows } from '../../models/rows.js';
import { literally, sql } from '../../models/sql.js';
import type { Transaction } from 'sequelize';
import type { BusinessDate } from '../core/business-date.js';
import type { Fen } from '../core/money.js';
import { positionsOn } from './loan-positions.js';

/** What one bank has outstanding on a day, and how much of it is overdue. */
export interface BankArrears {
  readonly bankOrganisationId: number;
  readonly overdueFen: Fen;
  readonly outstandingFen: Fen;
}

/** The arrears of every bank as of a closed business date, by what is known now. */
export async function findOverdueByBank(transaction: Transaction, day: BusinessDate): Promise<BankArrears[]> {
  const query = sql`SELECT bankOrganisationId, SUM(owedFen) AS outstandingFen,
      SUM(CASE WHEN pastDueSince IS NULL THEN 0 ELSE owedFen END) AS overdueFen
    FROM (${positionsOn(day, { terms: literally('') })}) p WHERE stage = 'held' GROUP BY bankOrganisationId`;
  return selectRows<BankArrears>(transaction, query.sql, query.parameters);
}
