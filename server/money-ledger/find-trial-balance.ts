import { selectRows } from '../../models/rows.js';
import { conditionOf } from '../../models/condition.js';
import { ledgerAccountScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { LEDGER_ACCOUNT_KINDS, type LedgerAccountKind } from '../core/ledger-account-kinds.js';
import { fen, sumFen, type Fen } from '../core/money.js';

/** An account with all that was booked on it until the end of a day. */
export interface AccountBalance {
  readonly id: number;
  readonly kind: LedgerAccountKind;
  readonly holderId: number;
  readonly debitFen: Fen;
  readonly creditFen: Fen;
}

/** All accounts of a day; both totals are always the same. */
export interface TrialBalance {
  readonly on: BusinessDate;
  readonly accounts: readonly AccountBalance[];
  readonly debit: Fen;
  readonly credit: Fen;
}

const bookedOn = (side: 'debit' | 'credit'): string =>
  `COALESCE((SELECT SUM(amountFen) FROM ledger_postings
              WHERE ${side}AccountId = account.id AND postedOn <= ?), 0) AS ${side}Fen`;

/** Every account with its debit and credit at the end of a day (科目余额表); today unless said otherwise. */
export async function findTrialBalance(
  { actor, system }: Context,
  day: BusinessDate | null,
): Promise<TrialBalance> {
  const on = day ?? system.clock.today();
  const scope = conditionOf(ledgerAccountScope(actor));
  const accounts = await selectRows<AccountBalance>(
    system.database,
    `SELECT id, kind, holderId, ${bookedOn('debit')}, ${bookedOn('credit')}
       FROM ledger_accounts account${scope.sql} ORDER BY id`,
    [on, on, ...scope.parameters],
  );
  return {
    on,
    accounts,
    debit: sumFen(accounts.map((account) => account.debitFen)),
    credit: sumFen(accounts.map((account) => account.creditFen)),
  };
}

/** A balance on the side on which its kind is shown. */
export function balanceOf({
  kind,
  debitFen,
  creditFen,
}: Pick<AccountBalance, 'kind' | 'debitFen' | 'creditFen'>): Fen {
  const balance = debitFen - creditFen;
  return fen(LEDGER_ACCOUNT_KINDS[kind].side === 'debit' ? balance : -balance);
}
