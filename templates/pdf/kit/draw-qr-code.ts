import { create } from 'qrcode';

/** Draws a QR code as vectors: one path of all its dark squares. */
export function drawQrCode(
  document: PDFKit.PDFDocument,
  text: string,
  x: number,
  y: number,
  side: number,
): void {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const square = side / modules.size;
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size;) {
      let run = 0;
      while (column + run < modules.size && modules.get(row, column + run)) run += 1;
      if (run > 0) document.rect(x + column * square, y + row * square, run * square, square);
      column += Math.max(1, run);
    }
  }
  document.fill('#000000');
}
