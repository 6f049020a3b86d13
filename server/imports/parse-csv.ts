import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { DomainError } from '../core/errors.js';
import { decodeBankFile } from './decode-bank-file.js';
import type { ParsedRow } from './parsed-row.js';

interface ParsedRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

const LONGEST_ROW_CHARACTERS = 16 * 1024;

/** The rows of a CSV file, one by one. Throws `unsupported-file` when it is not CSV or a row is too long. */
export async function* parseCsv(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ParsedRow> {
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW_CHARACTERS,
  });
  const source = Readable.from(decodeBankFile(bytes));
  source.on('error', (error) => parser.destroy(error));
  try {
    for await (const { record, info } of source.pipe(parser) as AsyncIterable<ParsedRecord>) {
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const reason = error.code === 'CSV_MAX_RECORD_SIZE' ? 'row-too-long' : 'not-csv';
    throw new DomainError('unsupported-file', { reason, line: linesOf(error) });
  } finally {
    source.destroy();
  }
}

/** Where the parser stood when it gave up; its errors carry it beside their message. */
function linesOf(error: CsvError): number {
  return 'lines' in error && typeof error.lines === 'number' ? error.lines : 0;
}
