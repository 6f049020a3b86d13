import { selectRows } from '../../../models/rows.js';
import type { Context } from '../../context.js';
import type { BusinessDate } from '../../core/business-date.js';
import type { Fen } from '../../core/money.js';

/** A loan whose repayments do not lead to the balance that the bank named. */
export interface BalanceBreak {
  readonly loanId: number;
  readonly contractNumber: string;
  readonly controlBalanceFen: Fen;
  readonly controlBalanceOn: BusinessDate;
  /** Principal less what was paid up to the end of that day. */
  readonly computedBalanceFen: Fen;
}

const BREAKS_NAMED = 1000;

/** The loans of a bank whose facts do not lead to the control figure it gave. */
export async function findBalanceBreaks(
  context: Context,
  bankOrganisationId: number,
): Promise<BalanceBreak[]> {
  return selectRows<BalanceBreak>(
    context.system.database,
    `SELECT * FROM (
       SELECT l.id AS loanId, l.contractNumber, l.controlBalanceFen, l.controlBalanceOn,
           l.principalFen - COALESCE(SUM(CASE WHEN r.kind = 'reversal' THEN -r.principalFen ELSE r.principalFen END), 0)
             AS computedBalanceFen
         FROM loans l LEFT JOIN repayments r ON r.loanId = l.id AND r.paidOn <= l.controlBalanceOn
        WHERE l.bankOrganisationId = ? AND l.controlBalanceOn IS NOT NULL
        GROUP BY l.id, l.contractNumber, l.controlBalanceFen, l.controlBalanceOn, l.principalFen) balances
      WHERE computedBalanceFen <> controlBalanceFen ORDER BY loanId LIMIT ${BREAKS_NAMED}`,
    [bankOrganisationId],
  );
}
