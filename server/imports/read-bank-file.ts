import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { readFileHeader, type FileColumns, type FileHeader } from '../core/bank-files/file-header.js';
import type { RowProblem } from '../core/bank-files/row-problem.js';
import { RowReader } from '../core/bank-files/row-reader.js';
import { DomainError } from '../core/errors.js';
import { decodeBankFile, type FileBytes } from './decode-bank-file.js';

/** A kind of bank file: its columns, and how a row of it is read. */
export interface BankFileKind<Column extends string, Row> {
  readonly columns: FileColumns<Column>;
  readonly readRow: (reader: RowReader<Column>) => Row | undefined;
}

/** Consecutive rows of a file: those that could be read, and what is wrong with the others. */
export interface RowBatch<Row> {
  /** Lines of the file; the header is line 1. */
  readonly firstLine: number;
  readonly lastLine: number;
  readonly rows: readonly Row[];
  /** How many rows could not be read; one row may have several problems. */
  readonly unreadable: number;
  readonly problems: readonly RowProblem[];
  /** The cells of the header, as they stand there. */
  readonly header: readonly string[];
  /** The cells of a row, as they stand there, by its line. */
  readonly cellsOf: (line: number) => readonly string[];
}

interface ParsedRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

const LONGEST_ROW_CHARACTERS = 16 * 1024;

/** How a file is cut up: rows in a batch, and the line after which to begin (0: with the first row). */
export interface Batching {
  readonly size: number;
  readonly afterLine?: number;
}

/**
 * Reads a CSV file in batches, never holding more than one. Throws `unsupported-file` when it is not CSV, or a required
 * column is missing or stands there twice; a row that is wrong is a problem of that row alone.
 */
export async function* readBankFile<Column extends string, Row>(
  kind: BankFileKind<Column, Row>,
  bytes: FileBytes,
  { size, afterLine = 0 }: Batching,
): AsyncGenerator<RowBatch<Row>> {
  let header: FileHeader<Column> | undefined;
  let batch: ParsedRecord[] = [];
  for await (const parsed of records(bytes)) {
    if (header === undefined) {
      header = acceptedHeader(kind.columns, parsed.record);
      continue;
    }
    if (parsed.info.lines <= afterLine) continue;
    batch.push(parsed);
    if (batch.length < size) continue;
    yield readBatch(kind, header, batch);
    batch = [];
  }
  if (header === undefined) throw new DomainError('unsupported-file', { reason: 'empty' });
  if (batch.length > 0) yield readBatch(kind, header, batch);
}

async function* records(bytes: FileBytes): AsyncGenerator<ParsedRecord> {
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
    yield* source.pipe(parser) as AsyncIterable<ParsedRecord>;
  } catch (error) {
    if (error instanceof CsvError)
      throw new DomainError('unsupported-file', { reason: 'not-csv', line: linesOf(error) });
    throw error;
  } finally {
    source.destroy();
  }
}

/** Where the parser stood when it gave up; its errors carry it beside their message. */
function linesOf(error: CsvError): number {
  return 'lines' in error && typeof error.lines === 'number' ? error.lines : 0;
}

function acceptedHeader<Column extends string>(
  columns: FileColumns<Column>,
  cells: readonly string[],
): FileHeader<Column> {
  const header = readFileHeader(columns, cells);
  if (header.missing.length > 0) {
    throw new DomainError('unsupported-file', {
      reason: 'missing-columns',
      columns: header.missing.join(' '),
    });
  }
  if (header.repeated.length > 0) {
    throw new DomainError('unsupported-file', {
      reason: 'repeated-columns',
      columns: header.repeated.join(' '),
    });
  }
  return header;
}

function readBatch<Column extends string, Row>(
  kind: BankFileKind<Column, Row>,
  header: FileHeader<Column>,
  parsed: readonly ParsedRecord[],
): RowBatch<Row> {
  const rows: Row[] = [];
  const problems: RowProblem[] = [];
  for (const { record, info } of parsed) {
    const reader = new RowReader(info.lines, header, record);
    const row = kind.readRow(reader);
    if (row === undefined) problems.push(...reader.problems);
    else rows.push(row);
  }
  return {
    firstLine: parsed[0]?.info.lines ?? 0,
    lastLine: parsed.at(-1)?.info.lines ?? 0,
    rows,
    unreadable: parsed.length - rows.length,
    problems,
    header: header.cells,
    cellsOf: (line) => parsed.find(({ info }) => info.lines === line)?.record ?? [],
  };
}
