import { authorise } from '../auth/permissions.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { csvRow } from '../exports/csv-row.js';
import { findImport, problemsOf, readRejections } from './find-imports.js';
import { CELLS_PURPOSE } from './store-batch.js';

/** The column that says why a row was rejected. A file that is sent again with it is read as if it were not there. */
export const REASON_COLUMN = '拒绝原因';

const PAGE = 2_000;
/** Lets spreadsheet programs read the text as UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

export interface RejectedFile {
  /** Without an extension. */
  readonly fileName: string;
  /** The header, then the rows as they were sent, each with its reason at the end. */
  readonly rows: AsyncIterable<readonly string[]>;
}

/**
 * The rejected rows of an import in the form in which they were sent, to be corrected and sent again: for the bank they belong to, because
 * they hold its borrowers' personal data. Fails: forbidden, not-found.
 */
export async function exportRejections(context: Context, importId: number): Promise<RejectedFile> {
  authorise(context.actor, 'import.correct');
  const found = await findImport(context, importId);
  if (found.bankOrganisationId !== context.actor.organisationId) throw new DomainError('not-found');
  const header = JSON.parse(found.headerJson ?? '[]') as string[];
  return {
    fileName: `${found.kind}-${importId}-rejected`,
    rows: rejectedRows(context, importId, header),
  };
}

async function* rejectedRows(
  { system, language }: Context,
  importId: number,
  header: readonly string[],
): AsyncGenerator<readonly string[]> {
  const reasonAt = header.findIndex((cell) => cell.trim() === REASON_COLUMN);
  const withoutReason = (cells: readonly string[]) => cells.filter((_, index) => index !== reasonAt);
  yield [...withoutReason(header), REASON_COLUMN];
  for (let after = 0; ;) {
    const page = await readRejections(importId, after, PAGE);
    for (const { cellsCipher, problemsJson } of page) {
      const cells = JSON.parse(system.cipher.decrypt(cellsCipher, CELLS_PURPOSE)) as string[];
      const reasons = problemsOf(problemsJson).map(({ message }) => message[language]);
      yield [...withoutReason(cells), reasons.join('; ')];
    }
    const last = page.at(-1);
    if (page.length < PAGE || !last) return;
    after = last.line;
  }
}

/** Rows as the bytes of a CSV file. */
export async function* csvPieces(rows: AsyncIterable<readonly string[]>): AsyncGenerator<Buffer> {
  let held = BYTE_ORDER_MARK;
  for await (const row of rows) {
    held += csvRow(row);
    if (held.length < 64 * 1024) continue;
    yield Buffer.from(held);
    held = '';
  }
  yield Buffer.from(held);
}
