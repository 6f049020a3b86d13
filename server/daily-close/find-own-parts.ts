import type { Transaction } from 'sequelize';
import { CompensationPayment } from '../../models/compensation-payment.js';
import { findRows, selectRows } from '../../models/rows.js';
import type { BusinessDate } from '../core/business-date.js';
import type { OwnPart } from '../core/daily-close/loan-standing.js';
import { fen, subtractFen, ZERO_FEN, type Fen } from '../core/money.js';

interface RecoveredRow {
  readonly claimId: number;
  readonly occurredOn: BusinessDate;
  readonly amountFen: Fen;
}

/** What a bank still has to get itself of loans that a guarantor has paid for, from the payment and from each recovery on, by loan id. */
export async function findOwnParts(
  transaction: Transaction,
  loanId: readonly number[],
): Promise<Map<number, OwnPart[]>> {
  const payments = await findRows(CompensationPayment, { where: { loanId: [...loanId] }, transaction });
  if (payments.length === 0) return new Map();
  const recovered = await findRecovered(
    transaction,
    payments.map(({ claimId }) => claimId),
  );
  return new Map(
    payments.map((payment) => {
      let outstanding = subtractFen(payment.outstandingFen, payment.principalFen);
      const later = recovered.filter(({ claimId }) => claimId === payment.claimId);
      const steps = later.map(({ occurredOn: from, amountFen }) => {
        outstanding = subtractFen(outstanding, amountFen);
        return { from, outstanding: fen(Math.max(ZERO_FEN, outstanding)) };
      });
      const first = subtractFen(payment.outstandingFen, payment.principalFen);
      return [payment.loanId, [{ from: payment.paidOn, outstanding: first }, ...steps]];
    }),
  );
}

const findRecovered = (transaction: Transaction, claimIds: readonly number[]): Promise<RecoveredRow[]> =>
  selectRows<RecoveredRow>(
    transaction,
    `SELECT r.claimId, r.occurredOn, s.amountFen FROM recoveries r
       JOIN recovery_shares s ON s.recoveryId = r.id AND s.bearer = 'bank'
      WHERE r.claimId IN (${claimIds.map(() => '?').join()}) ORDER BY r.occurredOn, r.id`,
    [...claimIds],
  );
