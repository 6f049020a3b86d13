import type { Paper } from '../paper.js';
import { chineseDay } from '../wording.js';
import { drawQrCode } from './draw-qr-code.js';
import { Sheet, INK, PALE_INK, RED, RULE, type Lettering } from './sheet.js';

const ORGANISATION: Lettering = { size: 13, weight: 'bold', colour: RED };
const NUMBER: Lettering = { size: 9, colour: PALE_INK };
const TITLE: Lettering = { size: 19, weight: 'bold', align: 'center' };
const SUBTITLE: Lettering = { size: 10.5, align: 'center', colour: PALE_INK };
const CLOSING: Lettering = { size: 10.5, align: 'center' };
const SMALL: Lettering = { size: 7.5, colour: PALE_INK };

const QR_SIDE = 62;
const HEAD_TOP = 36;

/** The head of the first page: who issued it under which number, the code that verifies it, the double rule, the title. */
export function setHead(sheet: Sheet, { title, subtitle }: Paper): void {
  const { document, identity, left, right, width } = sheet;
  const room = width - QR_SIDE - 14;
  const qr = { x: right - QR_SIDE, y: HEAD_TOP };
  sheet.tagged(
    sheet.root,
    'Figure',
    () => drawQrCode(document, identity.verifyAddress, qr.x, qr.y, QR_SIDE),
    {
      alt: `核验二维码：${identity.verifyAddress}`,
      bbox: [qr.x, qr.y, qr.x + QR_SIDE, qr.y + QR_SIDE],
    },
  );
  sheet.tagged(sheet.root, 'P', () => {
    sheet.draw([identity.organisationName], { x: left, y: HEAD_TOP + 8, width: room }, ORGANISATION);
    const revision = identity.revision > 1 ? `（第 ${identity.revision} 版）` : '';
    sheet.draw(
      [`编号：${identity.number}${revision}`, '扫描右侧二维码核验真伪'],
      { x: left, y: HEAD_TOP + 33, width: room },
      NUMBER,
    );
  });
  const rule = HEAD_TOP + QR_SIDE + 7;
  sheet.artifact(() => {
    document.strokeColor(RED).lineWidth(2).moveTo(left, rule).lineTo(right, rule).stroke();
    document
      .lineWidth(0.6)
      .moveTo(left, rule + 3.2)
      .lineTo(right, rule + 3.2)
      .stroke();
  });
  sheet.y = rule + 16;
  const titles = sheet.lines(title, width, TITLE);
  sheet.tagged(sheet.root, 'H1', () => sheet.draw(titles, { x: left, y: sheet.y, width }, TITLE));
  sheet.y += Sheet.heightOf(titles.length, TITLE.size);
  if (subtitle !== undefined) {
    const lines = sheet.lines(subtitle, width, SUBTITLE);
    sheet.tagged(sheet.root, 'P', () => sheet.draw(lines, { x: left, y: sheet.y, width }, SUBTITLE));
    sheet.y += Sheet.heightOf(lines.length, SUBTITLE.size);
  }
  sheet.y += 8;
}

/** The room that the closing takes with the gap before it. */
export const CLOSING_HEIGHT = 78;
const CLOSING_GAP = 12;

/** Where the seal stands in a letter (落款): who issued it, on which day. */
export function setClosing(sheet: Sheet): void {
  const { organisationName, issuedOn } = sheet.identity;
  const lines = [organisationName, chineseDay(issuedOn)];
  const width = Math.max(150, ...lines.map((line) => sheet.widthOf(line, CLOSING)));
  const height = Sheet.heightOf(2, CLOSING.size);
  sheet.need(CLOSING_HEIGHT - CLOSING_GAP);
  sheet.y += 14;
  const box = { x: sheet.right - width, y: sheet.y, width };
  sheet.tagged(sheet.root, 'P', () => sheet.draw(lines, box, CLOSING));
  sheet.y += height;
  sheet.tagged(sheet.root, 'P', () =>
    sheet.draw(
      ['（本文书已加盖电子签名，与纸质盖章文书可相互核验）'],
      { x: sheet.left, y: sheet.y + 2, width: sheet.width },
      {
        ...SMALL,
        align: 'right',
      },
    ),
  );
  sheet.y += Sheet.heightOf(1, SMALL.size);
}

/** What every page repeats: its number of how many, the paper's own number, and the title from the second page on. */
export function setPageMarks(sheet: Sheet, { title }: Paper): void {
  const { document, identity } = sheet;
  const { start, count } = document.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    document.switchToPage(page);
    const { left, width, right } = sheet;
    const foot = document.page.height - 40;
    sheet.artifact(() => {
      document
        .strokeColor(RULE)
        .lineWidth(0.5)
        .moveTo(left, foot - 6)
        .lineTo(right, foot - 6)
        .stroke();
      sheet.draw([identity.number], { x: left, y: foot, width }, SMALL);
      sheet.draw(
        [`第 ${page + 1} / ${count} 页`],
        { x: left, y: foot, width },
        { ...SMALL, align: 'center', colour: INK },
      );
      sheet.draw([identity.verifyAddress], { x: left, y: foot, width }, { ...SMALL, align: 'right' });
      if (page === 0) return;
      sheet.draw([identity.organisationName], { x: left, y: 36, width }, SMALL);
      sheet.draw([title], { x: left, y: 36, width }, { ...SMALL, align: 'right' });
      document.moveTo(left, 50).lineTo(right, 50).stroke();
    }, 'Pagination');
  }
}
