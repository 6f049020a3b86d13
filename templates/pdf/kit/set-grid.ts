import type { GridItem } from '../paper.js';
import { Sheet, RULE, SHADE, type Element, type Lettering } from './sheet.js';

const LABEL: Lettering = { size: 9.5, align: 'center', colour: '#404040' };
const VALUE: Lettering = { size: 10 };
const LABEL_SHARE = 0.165;
const PADDING = 4;
const GAP = 10;

interface PlacedCell {
  readonly x: number;
  readonly width: number;
  readonly lines: readonly string[];
  readonly lettering: Lettering;
  readonly isLabel: boolean;
}

/** Two items to a row; a wide one, or one that has lost its neighbour, alone. */
function rowsOf(items: readonly GridItem[]): GridItem[][] {
  const rows: GridItem[][] = [];
  for (const item of items) {
    const last = rows.at(-1);
    if (last?.length === 1 && !last[0]?.wide && !item.wide) last.push(item);
    else rows.push([item]);
  }
  return rows;
}

/** Labels with their values in a ruled form (表格). */
export function setGrid(sheet: Sheet, items: readonly GridItem[]): void {
  const table = sheet.document.struct('Table');
  sheet.root.add(table);
  const rows = rowsOf(items);
  for (const [index, row] of rows.entries())
    setRow(sheet, table, cellsOf(sheet, row), index === rows.length - 1 ? sheet.tail : 0);
  sheet.y += GAP;
}

function cellsOf(sheet: Sheet, row: readonly GridItem[]): PlacedCell[] {
  const label = sheet.width * LABEL_SHARE;
  const value = row.length === 1 ? sheet.width - label : sheet.width / 2 - label;
  let x = sheet.left;
  const place = (text: string, width: number, lettering: Lettering, isLabel: boolean): PlacedCell => {
    const cell = { x, width, lettering, isLabel, lines: sheet.lines(text, width - 2 * PADDING, lettering) };
    x += width;
    return cell;
  };
  return row.flatMap((item) => [
    place(item.label, label, LABEL, true),
    place(item.text === '' ? '—' : item.text, value, VALUE, false),
  ]);
}

function setRow(sheet: Sheet, table: Element, cells: readonly PlacedCell[], kept: number): void {
  const heights = cells.map(({ lines, lettering }) => Sheet.heightOf(lines.length, lettering.size));
  const height = Math.max(...heights) + 2 * PADDING;
  sheet.need(height + kept);
  const { y, document } = sheet;
  sheet.artifact(() => {
    for (const { x, width, isLabel } of cells) {
      if (isLabel) document.rect(x, y, width, height).fill(SHADE);
      document.lineWidth(0.6).strokeColor(RULE).rect(x, y, width, height).stroke();
    }
  });
  const row = document.struct('TR');
  table.add(row);
  for (const [index, { x, width, lines, lettering, isLabel }] of cells.entries()) {
    const top = y + (height - (heights[index] ?? 0)) / 2;
    sheet.tagged(
      row,
      isLabel ? 'TH' : 'TD',
      () => sheet.draw(lines, { x: x + PADDING, y: top, width: width - 2 * PADDING }, lettering),
      isLabel ? { scope: 'Row' } : {},
    );
  }
  row.end();
  sheet.y += height;
}
