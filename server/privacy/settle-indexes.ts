import type { Transaction } from 'sequelize';
import { runCommand } from '../command.js';
import { systemContext, type System } from '../context.js';
import { platformOrganisationId } from '../organisations/platform.js';
import { indexColumns, replaceIndex, rowsWith } from './index-columns.js';

const AT_ONCE = 200;

/**
 * Brings every row that holds one of these indexes under another cover to the one that is written now. All rows of a person, a phone or an
 * account change in one transaction, so that what joins or compares them finds them in one form at any time; whoever looks up or
 * stores an index has it settled before. Without a change of covers under way it does nothing.
 */
export async function settleIndexes(
  { cipher }: Pick<System, 'cipher'>,
  transaction: Transaction,
  indexes: readonly (string | null)[],
): Promise<number> {
  const older = [...new Set(indexes)].flatMap((index) => (index === null ? [] : cipher.olderForms(index)));
  let settled = 0;
  for (let from = 0; from < older.length; from += AT_ONCE) {
    const forms = older.slice(from, from + AT_ONCE);
    for (const column of indexColumns()) {
      const rows = await rowsWith(transaction, column, forms);
      for (const row of rows) await replaceIndex(transaction, column, row, cipher.renewed(row.storedIndex));
      settled += rows.length;
    }
  }
  return settled;
}

/** The same outside a command of others, as one of its own. */
export async function settleBeforehand(system: System, indexes: readonly (string | null)[]): Promise<void> {
  const isSettled = indexes.every((index) => index === null || system.cipher.olderForms(index).length === 0);
  if (isSettled) return;
  await runCommand(systemContext(system, 'settle-indexes'), 'personal-data.reindex', async (unit) => {
    const rows = await settleIndexes(system, unit.transaction, indexes);
    unit.record({
      organisationId: await platformOrganisationId(unit.transaction),
      subjectKind: 'personal-data',
      subjectId: null,
      detail: { cover: system.cipher.newestCover, rows },
    });
    return {};
  });
}
