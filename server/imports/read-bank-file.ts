import { readFileHeader, type FileColumns, type FileHeader } from '../core/bank-files/file-header.js';
import type { RowProblem } from '../core/bank-files/row-problem.js';
import { RowReader } from '../core/bank-files/row-reader.js';
import { DomainError } from '../core/errors.js';
import type { FileBytes } from './file-bytes.js';
import { parseRows } from './parse-rows.js';
import type { ParsedRow } from './parsed-row.js';

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

/** How a file is cut up: rows in a batch, and the line after which to begin (0: with the first row). */
export interface Batching {
  readonly size: number;
  readonly afterLine?: number;
}

/**
 * Reads a CSV or XLSX file in batches, never holding more than one. Throws `unsupported-file` when it is neither, or a required
 * column is missing or stands there twice; a row that is wrong is a problem of that row alone.
 */
export async function* readBankFile<Column extends string, Row>(
  kind: BankFileKind<Column, Row>,
  bytes: FileBytes,
  { size, afterLine = 0 }: Batching,
): AsyncGenerator<RowBatch<Row>> {
  let header: FileHeader<Column> | undefined;
  let batch: ParsedRow[] = [];
  for await (const rows of parseRows(bytes)) {
    for (const parsed of rows) {
      if (header === undefined) {
        header = acceptedHeader(kind.columns, parsed.cells);
        continue;
      }
      if (parsed.line <= afterLine || isBlank(parsed)) continue;
      batch.push(parsed);
      if (batch.length < size) continue;
      yield readBatch(kind, header, batch);
      batch = [];
    }
  }
  if (header === undefined) throw new DomainError('unsupported-file', { reason: 'empty' });
  if (batch.length > 0) yield readBatch(kind, header, batch);
}

/** Spreadsheet programs write rows that were emptied as commas alone. */
const isBlank = ({ cells }: ParsedRow): boolean => cells.every((cell) => cell.trim() === '');

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
  parsed: readonly ParsedRow[],
): RowBatch<Row> {
  const rows: Row[] = [];
  const problems: RowProblem[] = [];
  for (const { line, cells } of parsed) {
    const reader = new RowReader(line, header, cells);
    const row = kind.readRow(reader);
    if (row === undefined) problems.push(...reader.problems);
    else rows.push(row);
  }
  return {
    firstLine: parsed[0]?.line ?? 0,
    lastLine: parsed.at(-1)?.line ?? 0,
    rows,
    unreadable: parsed.length - rows.length,
    problems,
    header: header.cells,
    cellsOf: (line) => parsed.find((each) => each.line === line)?.cells ?? [],
  };
}
