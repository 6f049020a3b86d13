import { DomainError } from '../core/errors.js';
import { openBytes, type FileBytes } from './file-bytes.js';
import { parseCsv } from './parse-csv.js';
import type { ParsedRow } from './parsed-row.js';
import { readWorkbookRows } from './xlsx/read-workbook-rows.js';

const ZIP = Buffer.from('504b0304', 'hex');
const OLD_EXCEL = Buffer.from('d0cf11e0', 'hex');
const UTF_16 = [Buffer.from('fffe', 'hex'), Buffer.from('feff', 'hex')];
const MOST_WORKBOOK_BYTES = 32 * 1024 * 1024;

const unsupported = (reason: string): DomainError => new DomainError('unsupported-file', { reason });

/**
 * The rows of a file, several at once and the header first: a workbook or CSV, told apart by the first bytes and never by the name. Throws
 * `unsupported-file`.
 */
export async function* parseRows(bytes: FileBytes): AsyncGenerator<readonly ParsedRow[]> {
  const { head, pieces } = await openBytes(bytes, ZIP.length);
  const begins = (signature: Buffer): boolean => head.subarray(0, signature.length).equals(signature);
  if (head.length === 0) throw unsupported('empty');
  if (begins(OLD_EXCEL)) throw unsupported('old-excel');
  if (UTF_16.some(begins)) throw unsupported('utf-16');
  if (!begins(ZIP)) yield* parseCsv(pieces);
  else for await (const row of readWorkbookRows(await wholeWorkbook(pieces))) yield [row];
}

/** The table of contents of an archive stands at its end: a workbook is held in memory, packed as it is. */
async function wholeWorkbook(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const held: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces) {
    size += piece.length;
    if (size > MOST_WORKBOOK_BYTES) throw unsupported('too-large');
    held.push(piece);
  }
  return Buffer.concat(held);
}
