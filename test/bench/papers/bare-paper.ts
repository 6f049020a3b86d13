import PdfDocument from 'pdfkit';
import type { Font } from 'fontkit';
import { drawQrCode } from '../../../templates/pdf/kit/draw-qr-code.js';
import type { Block, Paper, PaperIdentity } from '../../../templates/pdf/paper.js';

/** The fonts as fontkit parsed them, once. */
export interface BareFonts {
  readonly regular: Font;
  readonly bold: Font;
}

const LEFT = 54;
const WIDTH = 487;

/** The same texts in the same order with PDFKit's own text and tables: no tags, no closing, no room for a signature. */
export async function bareStatement(
  paper: Paper,
  identity: PaperIdentity,
  fonts: BareFonts,
): Promise<Buffer> {
  const document = new PdfDocument({
    size: 'A4',
    margins: { left: LEFT, right: LEFT, top: 36, bottom: 36 },
    font: null as never,
    bufferPages: true,
    info: { Title: paper.title, CreationDate: identity.issuedAt },
  });
  const pieces: Buffer[] = [];
  document.on('data', (piece: Uint8Array) => pieces.push(Buffer.from(piece)));
  const ended = new Promise((resolve) => document.once('end', resolve));
  document.registerFont('regular', fonts.regular as never);
  document.registerFont('bold', fonts.bold as never);
  drawQrCode(document, identity.verifyAddress, 480, 36, 62);
  document.font('bold', 13).text(identity.organisationName, LEFT, 44);
  document.font('regular', 9).text(`编号：${identity.number}`).text('扫描右侧二维码核验真伪');
  document.font('bold', 19).text(paper.title, LEFT, 118, { width: WIDTH, align: 'center' });
  document.font('regular', 10.5).text(paper.subtitle ?? '', { width: WIDTH, align: 'center' });
  for (const block of paper.blocks) bareBlock(document, block);
  document.end();
  await ended;
  return Buffer.concat(pieces);
}

function bareBlock(document: PDFKit.PDFDocument, block: Block): void {
  document.moveDown(0.5);
  document.x = LEFT;
  if (block.kind === 'heading') document.font('bold', 11.5).text(block.text);
  if (block.kind === 'notes') for (const item of block.items) document.font('regular', 8.5).text(item);
  if (block.kind === 'grid')
    document.font('regular', 9.5).table({
      columnStyles: [80, WIDTH - 80],
      data: block.items.map(({ label, text }) => [label, text]),
    });
  if (block.kind === 'table')
    document.font('regular', 7).table({
      data: [block.columns.map(({ title }) => title), ...block.rows, block.total ?? []].map((row) => [
        ...row,
      ]),
    });
}
