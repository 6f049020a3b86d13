import { Sheet, INK, PALE_INK, type Lettering } from './sheet.js';

const BODY: Lettering = { size: 10.5 };
const SMALL: Lettering = { size: 8.5, colour: PALE_INK };
const GAP = 6;
const BOX_SIZE = 8;

/** A heading stays with what follows it. */
export function setHeading(sheet: Sheet, text: string): void {
  const lettering: Lettering = { size: 11.5, weight: 'bold' };
  const height = Sheet.heightOf(1, lettering.size);
  sheet.need(height + 72);
  sheet.y += GAP;
  sheet.tagged(sheet.root, 'H2', () =>
    sheet.draw([text], { x: sheet.left, y: sheet.y, width: sheet.width }, lettering),
  );
  sheet.y += height + 2;
}

/** A paragraph; a first line that is indented begins two characters in, as in official letters. */
export function setParagraph(
  sheet: Sheet,
  { text, indented, strong }: { readonly text: string; readonly indented?: true; readonly strong?: true },
): void {
  const lettering: Lettering = { ...BODY, weight: strong ? 'bold' : 'regular' };
  const lines = sheet.lines(indented ? `　　${text}` : text, sheet.width, lettering);
  setLines(sheet, lines, lettering);
  sheet.y += GAP;
}

/** Lines of one paragraph, broken over pages where they must. */
function setLines(sheet: Sheet, lines: readonly string[], lettering: Lettering, indent = 0): void {
  const height = Sheet.heightOf(1, lettering.size);
  let rest = lines;
  while (rest.length > 0) {
    sheet.need(height * Math.min(2, rest.length) + (rest.length <= 2 ? sheet.tail : 0));
    const fit = Math.max(1, Math.floor((sheet.bottom - sheet.y) / height));
    const part = rest.slice(0, fit);
    sheet.tagged(sheet.root, 'P', () =>
      sheet.draw(part, { x: sheet.left + indent, y: sheet.y, width: sheet.width - indent }, lettering),
    );
    sheet.y += Sheet.heightOf(part.length, lettering.size);
    rest = rest.slice(fit);
  }
}

/** Numbered notes in small print. */
export function setNotes(sheet: Sheet, items: readonly string[]): void {
  sheet.y += GAP / 2;
  for (const [index, item] of items.entries()) {
    const lead = items.length > 1 ? `${index + 1}. ` : '';
    setLines(
      sheet,
      sheet.lines(`${index === 0 ? '说明：' : '　　　'}${lead}${item}`, sheet.width, SMALL),
      SMALL,
    );
  }
  sheet.y += GAP;
}

/** Boxes to tick, drawn: the font has no character for them. */
export function setChecks(
  sheet: Sheet,
  items: readonly { readonly text: string; readonly checked: boolean }[],
): void {
  for (const { text, checked } of items) {
    const indent = BOX_SIZE + 7;
    const lines = sheet.lines(text, sheet.width - indent, BODY);
    const height = Sheet.heightOf(lines.length, BODY.size);
    sheet.need(height);
    const { y } = sheet;
    sheet.artifact(() => drawBox(sheet, y + (Sheet.heightOf(1, BODY.size) - BOX_SIZE) / 2, checked));
    sheet.tagged(
      sheet.root,
      'P',
      () => sheet.draw(lines, { x: sheet.left + indent, y, width: sheet.width - indent }, BODY),
      { actual: `${checked ? '是' : '否'}：${text}` },
    );
    sheet.y += height;
  }
  sheet.y += GAP;
}

function drawBox({ document, left }: Sheet, y: number, checked: boolean): void {
  document.lineWidth(0.8).strokeColor(INK).rect(left, y, BOX_SIZE, BOX_SIZE).stroke();
  if (!checked) return;
  document
    .lineWidth(1.4)
    .moveTo(left + 1.6, y + 4.2)
    .lineTo(left + 3.4, y + 6.2)
    .lineTo(left + 6.6, y + 1.8)
    .stroke();
}
