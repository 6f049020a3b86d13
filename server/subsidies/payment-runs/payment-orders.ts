import { createHash } from 'node:crypto';
import type { Transaction } from 'sequelize';
import type { PaymentRun } from '../../../models/payment-run.js';
import { PaymentOrder } from '../../../models/payment-order.js';
import { insertRows, selectRows, type Row } from '../../../models/rows.js';
import type { UnitOfWork } from '../../command.js';
import type { Fen } from '../../core/money.js';

/** What one payee is to get: the borrower of a loan, or the bank where there is no loan. */
export interface Payee {
  readonly loanId: number | null;
  readonly amount: Fen;
}

/** What each borrower gets out of a claim: the lines of a loan together, where they come to more than zero. */
export async function findBorrowerPayees(claimId: number, transaction: Transaction): Promise<Payee[]> {
  return await selectRows<Payee>(
    transaction,
    `SELECT loanId, SUM(subsidyFen) AS amount FROM subsidy_lines
      WHERE claimId = ? AND loanId IS NOT NULL GROUP BY loanId HAVING SUM(subsidyFen) > 0 ORDER BY loanId`,
    [claimId],
  );
}

/** Who was to be paid out of a claim and was not: the order came back, and no other one has taken its place. */
export async function findReturnedPayees(claimId: number, transaction: Transaction): Promise<Payee[]> {
  return await selectRows<Payee>(
    transaction,
    `SELECT back.loanId, MAX(back.amountFen) AS amount
       FROM payment_orders back JOIN payment_runs run ON run.id = back.runId
      WHERE run.claimId = ? AND back.state = 'returned'
        AND NOT EXISTS (SELECT 1 FROM payment_orders live JOIN payment_runs later ON later.id = live.runId
                         WHERE later.claimId = run.claimId AND live.liveKey IS NOT NULL
                           AND COALESCE(live.loanId, 0) = COALESCE(back.loanId, 0))
      GROUP BY back.loanId ORDER BY back.loanId`,
    [claimId],
  );
}

/** Stores the orders of a run. What is paid has one live order at most, by its key. */
export async function storeOrders(
  unit: UnitOfWork,
  {
    id: runId,
    number,
    claimId,
    bankOrganisationId,
  }: Pick<Row<PaymentRun>, 'id' | 'number' | 'claimId' | 'bankOrganisationId'>,
  payees: readonly Payee[],
): Promise<void> {
  const orders = payees.map(({ loanId, amount }, index) => ({
    runId,
    bankOrganisationId,
    serialNumber: `${number}-${index + 1}`,
    loanId,
    amountFen: amount,
    state: 'proposed' as const,
    liveKey: `${claimId}-${loanId ?? 'bank'}`,
  }));
  await insertRows(PaymentOrder, orders, unit.transaction);
}

/** SHA-256 over payees and amounts, in the order of the loans: what the checker is bound to. */
export function payeesHash(payees: readonly Payee[]): string {
  const hash = createHash('sha256');
  for (const { loanId, amount } of payees) hash.update(`${loanId ?? 'bank'}|${amount}\n`);
  return hash.digest('hex');
}

/** The payees of a run as its orders name them. */
export async function readPayees(runId: number, transaction: Transaction): Promise<Payee[]> {
  return await selectRows<Payee>(
    transaction,
    'SELECT loanId, amountFen AS amount FROM payment_orders WHERE runId = ? ORDER BY id',
    [runId],
  );
}
