import { reserveSignature } from './kit/reserve-signature.js';
import { CLOSING_HEIGHT, setClosing, setHead, setPageMarks } from './kit/set-frame.js';
import { setGrid } from './kit/set-grid.js';
import { setOpinions } from './kit/set-opinions.js';
import { setChecks, setHeading, setNotes, setParagraph } from './kit/set-prose.js';
import { setTable } from './kit/set-table.js';
import { Sheet, type Typefaces } from './kit/sheet.js';
import type { Block, Paper, PaperIdentity } from './paper.js';

function setBlock(sheet: Sheet, block: Block): void {
  switch (block.kind) {
    case 'heading':
      return setHeading(sheet, block.text);
    case 'paragraph':
      return setParagraph(sheet, block);
    case 'grid':
      return setGrid(sheet, block.items);
    case 'table':
      return setTable(sheet, block);
    case 'checks':
      return setChecks(sheet, block.items);
    case 'opinions':
      return setOpinions(sheet, block.boxes);
    case 'notes':
      return setNotes(sheet, block.items);
  }
}

/**
 * Sets a paper on A4 as tagged PDF with room for its signature. Nothing but its arguments goes in, so that the same paper with the same
 * identity gives the same bytes.
 */
export async function renderPaper(paper: Paper, identity: PaperIdentity, faces: Typefaces): Promise<Buffer> {
  const sheet = new Sheet(paper, identity, faces);
  const pieces: Buffer[] = [];
  sheet.document.on('data', (piece: Uint8Array) => pieces.push(Buffer.from(piece)));
  const ended = new Promise<void>((resolve, reject) => {
    sheet.document.once('end', resolve).once('error', reject);
  });
  setHead(sheet, paper);
  for (const [index, block] of paper.blocks.entries()) {
    sheet.tail = index === paper.blocks.length - 1 ? CLOSING_HEIGHT : 0;
    setBlock(sheet, block);
  }
  setClosing(sheet);
  setPageMarks(sheet, paper);
  reserveSignature(sheet.document, identity.issuedAt, identity.organisationName);
  sheet.root.end();
  sheet.document.end();
  await ended;
  return Buffer.concat(pieces);
}

/** Every text of a paper, for the search for characters that the font lacks. */
export function textsOf({ title, subtitle, blocks }: Paper): string[] {
  return [title, subtitle ?? '', ...stringsIn(blocks)];
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
