import { DomainError } from '../../core/errors.js';
import type { ParsedRow } from '../parsed-row.js';
import { cellText } from './cell-value.js';
import { parseXml, readXml } from './parse-xml.js';
import { joined, readWorkbook, type Workbook } from './workbook.js';
import { openWorkbookArchive, type WorkbookArchive } from './workbook-archive.js';

const MOST_COLUMNS = 256;

/**
 * The rows of the first sheet, one by one; rows without any text are passed over, and every row is as wide as the first. Throws
 * `unsupported-file`: not a workbook, a bomb, a cell too long, a header of merged cells.
 */
export async function* readWorkbookRows(bytes: Buffer): AsyncGenerator<ParsedRow> {
  const archive = await openWorkbookArchive(bytes);
  const workbook = await readWorkbook(archive);
  const mergedFrom = await readMergedRows(archive, workbook);
  let width: number | undefined;
  for await (const { line, cells } of sheetRows(archive, workbook)) {
    if (width === undefined) {
      width = cells.length;
      if (mergedFrom.has(line)) throw new DomainError('unsupported-file', { reason: 'merged-header' });
    }
    while (cells.length < width) cells.push('');
    yield { line, cells };
  }
}

async function* sheetRows(
  archive: WorkbookArchive,
  workbook: Workbook,
): AsyncGenerator<{ line: number; cells: string[] }> {
  const sheet = new SheetListener(workbook);
  for await (const _ of parseXml(await archive.open(workbook.sheet), sheet)) {
    yield* sheet.rows.splice(0);
  }
}

/** Collects the rows of a sheet while its XML goes by. */
class SheetListener {
  readonly rows: { line: number; cells: string[] }[] = [];
  #line = 0;
  #cells: string[] = [];
  #column = 0;
  #type = '';
  #format = 0;
  #value = '';
  #formula: string | undefined;
  #within = '';

  constructor(private readonly workbook: Workbook) {}

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#within = name;
    if (name === 'row') {
      this.#line = Number(attributes['r'] ?? this.#line + 1);
      this.#cells = [];
      this.#column = -1;
    } else if (name === 'c') {
      this.#column = attributes['r'] === undefined ? this.#column + 1 : columnOf(attributes['r']);
      this.#type = attributes['t'] ?? '';
      this.#format = Number(attributes['s'] ?? 0);
      this.#value = '';
      this.#formula = undefined;
    } else if (name === 'f') this.#formula = '';
  }

  text(piece: string): void {
    if (this.#within === 'v' || this.#within === 't') this.#value = joined(this.#value, piece);
    else if (this.#within === 'f') this.#formula = joined(this.#formula ?? '', piece);
  }

  close(name: string): void {
    this.#within = '';
    if (name === 'c') this.#endCell();
    else if (name === 'row' && this.#cells.length > 0)
      this.rows.push({ line: this.#line, cells: this.#cells });
  }

  #endCell(): void {
    const raw = { type: this.#type, format: this.#format, value: this.#value, formula: this.#formula };
    const text = cellText(raw, this.workbook);
    if (text === '') return;
    while (this.#cells.length < this.#column) this.#cells.push('');
    this.#cells[this.#column] = text;
  }
}

const COLUMN = /^[A-Z]{1,3}/;

/** The place of a cell by its address: `A1` is 0, `AA7` is 26. */
function columnOf(address: string): number {
  const letters = COLUMN.exec(address)?.[0] ?? '';
  let column = 0;
  for (const letter of letters) column = column * 26 + (letter.codePointAt(0) ?? 0) - 64;
  if (column < 1 || column > MOST_COLUMNS)
    throw new DomainError('unsupported-file', { reason: 'row-too-long' });
  return column - 1;
}

/** The lines that merged cells touch; they are named after the rows, and so have to be looked for first. */
async function readMergedRows(archive: WorkbookArchive, { sheet }: Workbook): Promise<Set<number>> {
  const lines = new Set<number>();
  await readXml(await archive.open(sheet), {
    open(name, attributes) {
      if (name !== 'mergeCell') return;
      const [first = 0, last = first] = [...(attributes['ref'] ?? '').matchAll(/\d+/g)].map(Number);
      for (let line = first; line <= Math.min(last, first + 100); line += 1) lines.add(line);
    },
  });
  return lines;
}
