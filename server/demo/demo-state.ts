import type { Database } from '../../models/database.js';
import { NumberSequence } from '../../models/number-sequence.js';
import { Organisation } from '../../models/organisation.js';
import { findRow, insertRow, updateRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';

const MARK = 'demo';
const MARKS = { begun: 1, complete: 2, 'without-loans': 3 } as const;
type Mark = keyof typeof MARKS;

/** What a database holds: nothing, other data, a demo that was broken off, a whole one, or one of accounts alone. */
export type DemoState = 'empty' | 'other-data' | Mark;

/** Looks whether this database holds a demo. */
export async function demoState(): Promise<DemoState> {
  const mark = await findRow(NumberSequence, { where: { name: MARK } });
  if (!mark) return (await findRow(Organisation, {})) ? 'other-data' : 'empty';
  return (Object.keys(MARKS) as Mark[]).find((state) => MARKS[state] === mark.value) ?? 'begun';
}

/** Notes how far the demo is. */
export async function markDemo(database: Database, state: Mark): Promise<void> {
  const value = MARKS[state];
  await inTransaction(database, async (transaction) => {
    const known = await updateRows(NumberSequence, { value }, { name: MARK }, transaction);
    if (known === 0) await insertRow(NumberSequence, { name: MARK, value }, transaction);
  });
}
