import { BALANCE_COLUMNS, readBalanceRow } from '../core/bank-files/balances-file.js';
import { importKind, type FinishTask } from '../imports/import-kind.js';
import { followFacts } from './follow-facts.js';
import { takeBalances } from './take-balances.js';

/** 余额表: its rows are stated balances; once all are in, they are compared with our books. */
export const BALANCES_IMPORT = importKind({
  name: 'balances',
  hasPeriod: false,
  columns: BALANCE_COLUMNS,
  readRow: readBalanceRow,
  write: takeBalances,
  finish: compareAfterImport,
});

/** Compares again what the rows of a file may have changed; every file with facts about balances ends with it. */
export async function compareAfterImport({ context, file, run }: FinishTask): Promise<void> {
  await followFacts(context, file.bankOrganisationId, async (unit) => {
    run.signal.throwIfAborted();
    await run.hold(unit);
  });
}
