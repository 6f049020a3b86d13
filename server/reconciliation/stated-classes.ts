import { BankClass } from '../../models/bank-class.js';
import { Loan } from '../../models/loan.js';
import { findRows, insertRows } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { BalanceStatement, StatementSource } from './state-balances.js';

/** The classes that a bank names beside its balances are its own classes of the loans, from the day of the balance on. */
export async function recordStatedClasses(
  { transaction, now }: UnitOfWork,
  { bankOrganisationId, userId }: StatementSource,
  statements: readonly BalanceStatement[],
): Promise<void> {
  const classified = statements.filter(({ riskClass }) => riskClass !== null);
  if (classified.length === 0) return;
  const contractNumber = classified.map((statement) => statement.contractNumber);
  const loans = await findRows(Loan, { where: { bankOrganisationId, contractNumber }, transaction });
  const loanIds = new Map(loans.map((loan) => [loan.contractNumber, loan.id]));
  const known = await findRows(BankClass, {
    where: { loanId: [...loanIds.values()] },
    order: [['revision', 'ASC']],
    transaction,
  });
  const latest = new Map(known.map((row) => [`${row.fromOn} ${row.loanId}`, row]));
  const facts = classified.flatMap(({ contractNumber: contract, balanceOn: fromOn, riskClass }) => {
    const loanId = loanIds.get(contract);
    const earlier = latest.get(`${fromOn} ${loanId}`);
    if (loanId === undefined || riskClass === null || earlier?.riskClass === riskClass) return [];
    const revision = (earlier?.revision ?? 0) + 1;
    return [{ loanId, fromOn, riskClass, revision, recordedByUserId: userId, recordedAt: now }];
  });
  await insertRows(BankClass, facts, transaction);
}
