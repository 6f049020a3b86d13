import type { LedgerAccountKind } from '../../../server/core/ledger-account-kinds.js';
import { LEDGER_ACCOUNT_KINDS } from '../../../server/core/ledger-account-kinds.js';
import { formatYuan } from '../../../server/core/money.js';
import type { Context } from '../../../server/context.js';
import type { AccountStatement, PostingView } from '../../../server/money-ledger/find-account-statement.js';
import { balanceOf, type TrialBalance } from '../../../server/money-ledger/find-trial-balance.js';

const presentAccount = (
  {
    id,
    kind,
    holderId,
  }: { readonly id: number; readonly kind: LedgerAccountKind; readonly holderId: number },
  { language }: Pick<Context, 'language'>,
) => {
  const { side, holder, [language]: name } = LEDGER_ACCOUNT_KINDS[kind];
  return { id: String(id), kind, name, holder, holderId: holderId === 0 ? null : String(holderId), side };
};

export const presentTrialBalance = ({ on, accounts, debit, credit }: TrialBalance, context: Context) => ({
  on,
  accounts: accounts.map((account) => ({
    ...presentAccount(account, context),
    debit: formatYuan(account.debitFen),
    credit: formatYuan(account.creditFen),
    balance: formatYuan(balanceOf(account)),
  })),
  debit: formatYuan(debit),
  credit: formatYuan(credit),
});

export const presentStatement = (
  { account, opening, days, closing }: AccountStatement,
  context: Context,
) => ({
  account: presentAccount(account, context),
  opening: formatYuan(opening),
  days: days.map(({ on, debit, credit, balance }) => ({
    on,
    debit: formatYuan(debit),
    credit: formatYuan(credit),
    balance: formatYuan(balance),
  })),
  closing: formatYuan(closing),
});

export const presentPosting = (posting: PostingView) => ({
  id: String(posting.id),
  kind: posting.kind,
  side: posting.side,
  amount: formatYuan(posting.amountFen),
  otherAccountId: String(posting.side === 'debit' ? posting.creditAccountId : posting.debitAccountId),
  subject: { kind: posting.subjectKind, id: String(posting.subjectId) },
  postedOn: posting.postedOn,
  recordedAt: posting.recordedAt,
});
