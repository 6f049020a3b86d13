import writeWorkbook from 'write-excel-file/node';
import { DomainError } from '../core/errors.js';

/** As many rows as are put into a workbook, which is made in memory. */
const MOST_ROWS = 50_000;

/**
 * Rows as a workbook of one sheet. Every cell is text, which no spreadsheet program computes, and what has long numbers keeps
 * them. Fails: payload-too-large.
 */
export async function workbookBytes(rows: AsyncIterable<readonly string[]>): Promise<Buffer> {
  const sheet: { value: string; type: StringConstructor; format: '@' }[][] = [];
  for await (const row of rows) {
    if (sheet.length >= MOST_ROWS) throw new DomainError('payload-too-large');
    sheet.push(row.map((value) => ({ value, type: String, format: '@' })));
  }
  return await writeWorkbook(sheet).toBuffer();
}
