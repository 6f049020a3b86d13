import type { Block, Column } from '../paper.js';
import { Sheet, RULE, SHADE, type Element, type Lettering } from './sheet.js';

type Table = Extract<Block, { kind: 'table' }>;

const SIZE = 8.5;
const HEAD: Lettering = { size: SIZE, weight: 'bold', align: 'center' };
const BODY: Lettering = { size: SIZE };
const TOTAL: Lettering = { size: SIZE, weight: 'bold' };
const PADDING = { x: 3.5, y: 3.2 } as const;
const GAP = 10;

interface PlacedColumn extends Column {
  readonly x: number;
  readonly points: number;
}

interface PlacedRow {
  readonly cells: readonly (readonly string[])[];
  readonly height: number;
}

/** A table whose head is repeated on every page; no row is torn apart and the total is never alone. */
export function setTable(sheet: Sheet, { columns, rows, total, empty }: Table): void {
  const placed = placeColumns(sheet, columns);
  const head = placeRow(
    sheet,
    placed,
    columns.map(({ title }) => title),
    HEAD,
  );
  const last = total && placeRow(sheet, placed, total, TOTAL);
  const table = sheet.document.struct('Table');
  sheet.root.add(table);
  sheet.need(head.height * 3 + (last?.height ?? 0));
  setRow(sheet, placed, head, { lettering: HEAD, parent: table, shaded: true });
  for (const [index, cells] of rows.entries()) {
    const row = placeRow(sheet, placed, cells, BODY);
    const kept = index === rows.length - 1 ? (last?.height ?? 0) + sheet.tail : 0;
    if (sheet.need(row.height + kept)) setRow(sheet, placed, head, { lettering: HEAD, shaded: true });
    setRow(sheet, placed, row, { lettering: BODY, parent: table });
  }
  if (rows.length === 0) setEmpty(sheet, table, empty ?? '无');
  if (last) setRow(sheet, placed, last, { lettering: TOTAL, parent: table, shaded: true });
  sheet.y += GAP;
}

function placeColumns(sheet: Sheet, columns: readonly Column[]): PlacedColumn[] {
  const all = columns.reduce((sum, { width }) => sum + width, 0);
  let x = sheet.left;
  return columns.map((column) => {
    const points = (sheet.width * column.width) / all;
    const placed = { ...column, x, points };
    x += points;
    return placed;
  });
}

function placeRow(
  sheet: Sheet,
  columns: readonly PlacedColumn[],
  texts: readonly string[],
  lettering: Lettering,
): PlacedRow {
  const cells = columns.map(({ points }, index) =>
    sheet.lines(texts[index] ?? '', points - 2 * PADDING.x, lettering),
  );
  const lines = Math.max(...cells.map(({ length }) => length));
  return { cells, height: Sheet.heightOf(lines, lettering.size) + 2 * PADDING.y };
}

interface RowManner {
  readonly lettering: Lettering;
  /** Left out for a head that is only repeated. */
  readonly parent?: Element;
  readonly shaded?: boolean;
}

function setRow(
  sheet: Sheet,
  columns: readonly PlacedColumn[],
  { cells, height }: PlacedRow,
  { lettering, parent, shaded }: RowManner,
): void {
  const { y, document } = sheet;
  const isHead = lettering === HEAD;
  const drawCell = (index: number): void => {
    const { x, points, align = 'left' } = columns[index] as PlacedColumn;
    const lines = cells[index] ?? [];
    const top = y + (height - Sheet.heightOf(lines.length, lettering.size)) / 2;
    const box = { x: x + PADDING.x, y: top, width: points - 2 * PADDING.x };
    sheet.draw(lines, box, isHead ? lettering : { ...lettering, align });
  };
  sheet.artifact(() => {
    if (shaded) document.rect(sheet.left, y, sheet.width, height).fill(SHADE);
    document.lineWidth(0.5).strokeColor(RULE);
    for (const { x, points } of columns) document.rect(x, y, points, height);
    document.stroke();
  });
  if (parent === undefined)
    sheet.artifact(() => columns.forEach((_, index) => drawCell(index)), 'Pagination');
  else {
    const row = document.struct('TR');
    parent.add(row);
    for (const index of columns.keys())
      sheet.tagged(row, isHead ? 'TH' : 'TD', () => drawCell(index), isHead ? { scope: 'Column' } : {});
    row.end();
  }
  sheet.y += height;
}

function setEmpty(sheet: Sheet, table: Element, text: string): void {
  const height = Sheet.heightOf(1, SIZE) + 2 * PADDING.y;
  const { y, document } = sheet;
  sheet.artifact(() =>
    document.lineWidth(0.5).strokeColor(RULE).rect(sheet.left, y, sheet.width, height).stroke(),
  );
  const row = document.struct('TR');
  table.add(row);
  sheet.tagged(row, 'TD', () =>
    sheet.draw([text], { x: sheet.left, y: y + PADDING.y, width: sheet.width }, { ...BODY, align: 'center' }),
  );
  row.end();
  sheet.y += height;
}
