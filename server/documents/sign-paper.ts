import type { DocumentSeal } from '../gateways/document-seal.js';

/** The room that the press leaves: three numbers of ten figures, and zeros for the signature. */
const BYTE_RANGE = '/ByteRange [0 9999999999 9999999999 9999999999]';
const CONTENTS = '/Contents <';

/**
 * Signs a paper with room for its signature: everything but the signature itself is covered (ISO 32000-1, 12.8.1). Throws when there is
 * no room or not enough.
 */
export async function signPaper(paper: Uint8Array, seal: DocumentSeal): Promise<Buffer> {
  const bytes = Buffer.from(paper);
  const rangeAt = bytes.indexOf(BYTE_RANGE);
  const from = bytes.indexOf(CONTENTS, rangeAt) + CONTENTS.length - 1;
  const until = bytes.indexOf('>', from) + 1;
  if (rangeAt < 0 || from < rangeAt || until <= from)
    throw new Error('The paper has no room for a signature');
  const range = `/ByteRange [0 ${from} ${until} ${bytes.length - until}]`;
  bytes.write(range.padEnd(BYTE_RANGE.length), rangeAt, 'latin1');
  const covered = Buffer.concat([bytes.subarray(0, from), bytes.subarray(until)]);
  const signature = Buffer.from(await seal.sign(covered)).toString('hex');
  if (signature.length > until - from - 2) throw new Error('The signature does not fit the room left for it');
  bytes.write(signature, from + 1, 'latin1');
  return bytes;
}
