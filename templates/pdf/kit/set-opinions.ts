import type { OpinionBox } from '../paper.js';
import { Sheet, RULE, SHADE, type Lettering } from './sheet.js';

const TITLE: Lettering = { size: 10, weight: 'bold', align: 'center' };
const TEXT: Lettering = { size: 10 };
const SIGNED: Lettering = { size: 9, align: 'right', colour: '#404040' };
const TITLE_SHARE = 0.19;
const PADDING = 6;
const LEAST_HEIGHT = 54;
const GAP = 10;

/** What each office decided, one box under the other: opinion, who signed, when. */
export function setOpinions(sheet: Sheet, boxes: readonly OpinionBox[]): void {
  const table = sheet.document.struct('Table');
  sheet.root.add(table);
  const side = sheet.width * TITLE_SHARE;
  for (const [index, { title, text, signed }] of boxes.entries()) {
    const width = sheet.width - side - 2 * PADDING;
    const titles = sheet.lines(title, side - 10, TITLE);
    const lines = sheet.lines(text, width, TEXT);
    const said = Sheet.heightOf(lines.length, TEXT.size);
    const foot = Sheet.heightOf(signed.length, SIGNED.size);
    const height = Math.max(LEAST_HEIGHT, said + foot + 2 * PADDING + 4);
    sheet.need(height + (index === boxes.length - 1 ? sheet.tail : 0));
    const { y, document, left } = sheet;
    sheet.artifact(() => {
      document.rect(left, y, side, height).fill(SHADE);
      document.lineWidth(0.6).strokeColor(RULE).rect(left, y, side, height).stroke();
      document.rect(left, y, sheet.width, height).stroke();
    });
    const row = document.struct('TR');
    table.add(row);
    const top = y + (height - Sheet.heightOf(titles.length, TITLE.size)) / 2;
    sheet.tagged(row, 'TH', () => sheet.draw(titles, { x: left + 5, y: top, width: side - 10 }, TITLE), {
      scope: 'Row',
    });
    sheet.tagged(row, 'TD', () => {
      sheet.draw(lines, { x: left + side + PADDING, y: y + PADDING, width }, TEXT);
      sheet.draw(signed, { x: left + side + PADDING, y: y + height - foot - PADDING + 2, width }, SIGNED);
    });
    row.end();
    sheet.y += height;
  }
  sheet.y += GAP;
}
