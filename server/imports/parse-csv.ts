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
/** What takes more than lines and commas to understand: a quoted cell, or a line that ends like on the first Macintosh. */
const INTRICATE = /"|\r(?!\n)/;

/** The rows of a CSV file, several at once. Throws `unsupported-file` when it is not CSV or a row is too long. */
export async function* parseCsv(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly ParsedRow[]> {
  const pieces = decodeBankFile(bytes);
  const plain = new PlainLines();
  for await (const piece of pieces) {
    const rows = plain.take(piece);
    if (rows === undefined) {
      yield* parseIntricate(plain.rest, pieces, plain.linesBefore);
      return;
    }
    yield rows;
  }
  yield plain.end();
}

/** Rows without quotes, cut at line ends and commas: five times as fast as a parser that is ready for everything. */
class PlainLines {
  /** What has not been given out yet, from the beginning of a line on. */
  rest = '';
  /** How many lines have been given out. */
  linesBefore = 0;
  #isFirst = true;

  /** The rows that end in a piece of text; undefined, and nothing taken, once cutting is not enough. */
  take(piece: string): ParsedRow[] | undefined {
    this.rest += this.#isFirst ? withoutMark(piece) : piece;
    this.#isFirst &&= piece === '';
    // A carriage return at the end may yet be followed by its new line.
    const held = this.rest.endsWith('\r') ? this.rest.slice(0, -1) : this.rest;
    if (INTRICATE.test(held)) return undefined;
    const lines = this.rest.split('\n');
    this.rest = lines.pop() ?? '';
    const rows = this.#rowsOf(lines);
    assertLength(this.rest, this.linesBefore + 1);
    return rows;
  }

  /** The row after the last line end. */
  end(): ParsedRow[] {
    return this.#rowsOf([this.rest]);
  }

  #rowsOf(lines: readonly string[]): ParsedRow[] {
    const rows: ParsedRow[] = [];
    for (const ended of lines) {
      this.linesBefore += 1;
      const text = ended.endsWith('\r') ? ended.slice(0, -1) : ended;
      if (text === '') continue;
      assertLength(text, this.linesBefore);
      rows.push({ line: this.linesBefore, cells: text.split(',') });
    }
    return rows;
  }
}

const withoutMark = (text: string): string => (text.startsWith('\ufeff') ? text.slice(1) : text);

function assertLength(text: string, line: number): void {
  if (text.length > LONGEST_ROW_CHARACTERS)
    throw new DomainError('unsupported-file', { reason: 'row-too-long', line });
}

/** The rows of the rest of a file, by a parser that knows quotes. */
async function* parseIntricate(
  first: string,
  pieces: AsyncGenerator<string>,
  linesBefore: number,
): AsyncGenerator<readonly ParsedRow[]> {
  const parser = parse({
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW_CHARACTERS,
  });
  const source = Readable.from(withFirst(first, pieces));
  source.on('error', (error) => parser.destroy(error));
  try {
    for await (const { record, info } of source.pipe(parser) as AsyncIterable<ParsedRecord>) {
      yield [{ line: linesBefore + info.lines, cells: record }];
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const reason = error.code === 'CSV_MAX_RECORD_SIZE' ? 'row-too-long' : 'not-csv';
    throw new DomainError('unsupported-file', { reason, line: linesBefore + linesOf(error) });
  } finally {
    source.destroy();
  }
}

async function* withFirst(first: string, pieces: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first;
  yield* pieces;
}

/** Where the parser stood when it gave up; its errors carry it beside their message. */
function linesOf(error: CsvError): number {
  return 'lines' in error && typeof error.lines === 'number' ? error.lines : 0;
}
