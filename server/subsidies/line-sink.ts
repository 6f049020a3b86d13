import type { Transaction } from 'sequelize';
import { SubsidyLine } from '../../models/subsidy-line.js';
import { deleteRows, insertRows } from '../../models/rows.js';
import type { LineDraft } from './claim-lines.js';

/** Stores the lines of a batch behind those already there. */
export async function storeLines(
  claimId: number,
  lineCount: number,
  lines: readonly LineDraft[],
  transaction: Transaction,
): Promise<void> {
  const rows = lines.map((line, index) => ({ claimId, lineNumber: lineCount + index + 1, ...line }));
  await insertRows(SubsidyLine, rows, transaction);
}

/** Removes the lines of a range of numbers, which an earlier build left; says how many there were. */
export async function removeLines(
  claimId: number,
  range: { readonly after: number; readonly upTo: number },
  transaction: Transaction,
): Promise<number> {
  const lineNumber = { '>': range.after, '<=': range.upTo };
  return await deleteRows(SubsidyLine, { claimId, lineNumber }, transaction);
}
