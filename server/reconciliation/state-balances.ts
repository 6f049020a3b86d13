import { Reconciliation } from '../../models/reconciliation.js';
import { StatedBalance } from '../../models/stated-balance.js';
import { findRow, findRows, insertRow, insertRows, type Row } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { BusinessDate } from '../core/business-date.js';
import type { Fen } from '../core/money.js';
import type { RiskClass } from '../core/risk-class.js';
import { recordStatedClasses } from './stated-classes.js';

/** What a bank names for a contract on a day. */
export interface BalanceStatement {
  readonly contractNumber: string;
  readonly balanceOn: BusinessDate;
  readonly balance: Fen;
  readonly riskClass: RiskClass | null;
}

/** Whose statements they are, and where they come from. */
export interface StatementSource {
  readonly bankOrganisationId: number;
  readonly userId: number;
  readonly origin: Row<StatedBalance>['origin'];
}

/**
 * Stores what a bank names for contracts: one that differs from what it named before for the same day becomes the next
 * revision. Answers those that were new or different. No contract and day may stand in `statements` twice.
 */
export async function stateBalances<Statement extends BalanceStatement>(
  unit: UnitOfWork,
  source: StatementSource,
  statements: readonly Statement[],
): Promise<Statement[]> {
  const { bankOrganisationId, userId, origin } = source;
  const { transaction, now } = unit;
  const balanceOn = [...new Set(statements.map((statement) => statement.balanceOn))].toSorted();
  const contractNumber = statements.map((statement) => statement.contractNumber);
  const where = { bankOrganisationId, balanceOn, contractNumber };
  const stored = await findRows(StatedBalance, { where, order: [['revision', 'ASC']], transaction });
  const latest = new Map(stored.map((row) => [keyOf(row), row]));
  const news = statements.filter((statement) => !isSame(latest.get(keyOf(statement)), statement));
  await insertRows(
    StatedBalance,
    news.map((statement) => ({
      bankOrganisationId,
      balanceOn: statement.balanceOn,
      contractNumber: statement.contractNumber,
      revision: (latest.get(keyOf(statement))?.revision ?? 0) + 1,
      balanceFen: statement.balance,
      riskClass: statement.riskClass,
      origin,
      recordedByUserId: userId,
      recordedAt: now,
    })),
    transaction,
  );
  await recordStatedClasses(unit, source, news);
  for (const day of balanceOn) await openReconciliation(unit, bankOrganisationId, day);
  return news;
}

const keyOf = ({
  contractNumber,
  balanceOn,
}: Pick<BalanceStatement, 'contractNumber' | 'balanceOn'>): string => `${balanceOn} ${contractNumber}`;

const isSame = (earlier: Row<StatedBalance> | undefined, statement: BalanceStatement): boolean =>
  earlier !== undefined &&
  earlier.balanceFen === statement.balance &&
  earlier.riskClass === statement.riskClass;

async function openReconciliation(
  { transaction }: UnitOfWork,
  bankOrganisationId: number,
  balanceOn: BusinessDate,
): Promise<void> {
  const key = { bankOrganisationId, balanceOn };
  if (await findRow(Reconciliation, { where: key, transaction })) return;
  await insertRow(Reconciliation, { ...key, comparedAt: null }, transaction);
}
