import type { BalanceRow } from '../core/bank-files/balances-file.js';
import { DAY_AHEAD } from '../core/bank-files/row-problem.js';
import { BatchTally } from '../imports/batch-tally.js';
import type { WriteBatch } from '../imports/import-kind.js';
import { stateBalances } from './state-balances.js';

/** Takes the rows of a balance list as the bank states them; whether they agree with our books is found by comparing. */
export const takeBalances: WriteBatch<BalanceRow> = async ({ context, unit, bankOrganisationId }, rows) => {
  const tally = new BatchTally<BalanceRow>();
  const seen = new Set<string>();
  const wanted: BalanceRow[] = [];
  for (const row of rows) {
    const key = `${row.balanceOn} ${row.contractNumber}`;
    if (row.balanceOn > unit.today) {
      tally.reject(row, '余额日期', 'outside-loan-term', DAY_AHEAD);
    } else if (seen.has(key)) {
      tally.reject(row, '合同编号', 'duplicate', {
        zh: '同一文件中该合同同一日期的余额出现了不止一次',
        en: 'The file names this contract and day more than once',
      });
    } else {
      seen.add(key);
      wanted.push(row);
    }
  }
  const source = { bankOrganisationId, userId: context.actor.userId, origin: 'balance-list' } as const;
  const news = new Set(wanted.length === 0 ? [] : await stateBalances(unit, source, wanted));
  for (const row of wanted) {
    if (news.has(row)) tally.accept(row);
    else tally.pass();
  }
  return tally.result();
};
