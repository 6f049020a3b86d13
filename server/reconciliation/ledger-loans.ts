import type { Transaction } from 'sequelize';
import { Instalment } from '../../models/instalment.js';
import { Loan } from '../../models/loan.js';
import { Repayment } from '../../models/repayment.js';
import { findRows } from '../../models/rows.js';
import type { LedgerLoan } from '../core/reconciliation/ledger-loan.js';

/** Loans with everything that reconciliation recomputes from, by id. */
export async function findLedgerLoans(
  transaction: Transaction,
  loanIds: readonly number[],
): Promise<Map<number, LedgerLoan>> {
  if (loanIds.length === 0) return new Map();
  const loans = await findRows(Loan, { where: { id: loanIds }, transaction });
  const order = [
    ['paidOn', 'ASC'],
    ['id', 'ASC'],
  ] as const;
  const repayments = await findRows(Repayment, { where: { loanId: loanIds }, order, transaction });
  const instalments = await findRows(Instalment, {
    where: { loanId: loanIds },
    order: [['number', 'ASC']],
    transaction,
  });
  const entriesOf = byLoan(repayments);
  const scheduleOf = byLoan(instalments);
  return new Map(
    loans.map(({ id, principalFen, disbursedOn }) => [
      id,
      {
        principal: principalFen,
        disbursedOn,
        entries: (entriesOf.get(id) ?? []).map((entry) => ({
          id: entry.id,
          kind: entry.kind,
          paidOn: entry.paidOn,
          principal: entry.principalFen,
          interest: entry.interestFen,
          penalty: entry.penaltyFen,
          reversesId: entry.reversesRepaymentId,
        })),
        schedule: (scheduleOf.get(id) ?? []).map(({ number, dueOn, balanceAfterFen }) => ({
          number,
          dueOn,
          balanceAfter: balanceAfterFen,
        })),
      },
    ]),
  );
}

function byLoan<FactRow extends { readonly loanId: number }>(
  rows: readonly FactRow[],
): Map<number, FactRow[]> {
  const groups = new Map<number, FactRow[]>();
  for (const row of rows) {
    const group = groups.get(row.loanId);
    if (group === undefined) groups.set(row.loanId, [row]);
    else group.push(row);
  }
  return groups;
}
