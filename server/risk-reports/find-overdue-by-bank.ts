import { literally } from '../../models/sql.js';
import type { Transaction } from 'sequelize';
import type { BusinessDate } from '../core/business-date.js';
import { addFen, fen, ZERO_FEN, type Fen } from '../core/money.js';
import { sumHeld } from './held-sums.js';

/** What one bank has outstanding on a day, and how much of it is overdue. */
export interface BankArrears {
  readonly bankOrganisationId: number;
  readonly overdueFen: Fen;
  readonly outstandingFen: Fen;
}

/** The arrears of every bank as of a closed business date, by what is known now. */
export async function findOverdueByBank(transaction: Transaction, day: BusinessDate): Promise<BankArrears[]> {
  const request = {
    day,
    terms: literally(''),
    by: [['bankOrganisationId', 'l.bankOrganisationId']],
  } as const;
  const arrears = new Map<number, BankArrears>();
  for (const { bankOrganisationId, ageing, owedFen } of await sumHeld(transaction, request)) {
    const bank = Number(bankOrganisationId);
    const { overdueFen = ZERO_FEN, outstandingFen = ZERO_FEN } = arrears.get(bank) ?? {};
    arrears.set(bank, {
      bankOrganisationId: bank,
      overdueFen: ageing === 'current' ? overdueFen : addFen(overdueFen, fen(owedFen)),
      outstandingFen: addFen(outstandingFen, fen(owedFen)),
    });
  }
  return [...arrears.values()];
}
