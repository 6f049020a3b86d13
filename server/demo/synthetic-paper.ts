import PdfDocument from 'pdfkit';

/** A page that says what it is: every paper of the demo, so that applications are as complete as real ones. */
export async function syntheticPaper(): Promise<Uint8Array> {
  const document = new PdfDocument({ size: 'A4' });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => document.on('end', resolve));
  document.fontSize(24).text('SYNTHETIC', { align: 'center' });
  document.fontSize(12).text('This page stands in for a paper of a founder who does not exist.');
  document.end();
  await ended;
  return Buffer.concat(chunks);
}
