import iconv from 'iconv-lite';
import { DomainError } from '../core/errors.js';

const LONGEST_HEADER_BYTES = 64 * 1024;
const NEW_LINE = 0x0a;

/**
 * Turns the bytes of a bank's file into text, piece by piece: UTF-8 with or without a mark, or else GB18030. The header
 * tells which, because it is Chinese. Throws `unsupported-file` for a file without a header line.
 */
export async function* decodeBankFile(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const pieces = bytes[Symbol.asyncIterator]();
  const head = await readHead(pieces);
  const decoder = iconv.getDecoder(isUtf8(head) ? 'utf8' : 'gb18030');
  yield decoder.write(head);
  for await (const piece of { [Symbol.asyncIterator]: () => pieces }) yield decoder.write(Buffer.from(piece));
  yield decoder.end() ?? '';
}

/** Reads up to where the header line has certainly ended. */
async function readHead(pieces: AsyncIterator<Uint8Array>): Promise<Buffer> {
  let head = Buffer.alloc(0);
  while (head.length < LONGEST_HEADER_BYTES) {
    const next = await pieces.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
    if (next.value.includes(NEW_LINE)) break;
  }
  if (head.length === 0) throw new DomainError('unsupported-file', { reason: 'empty' });
  return head;
}

function isUtf8(head: Buffer): boolean {
  const end = head.indexOf(NEW_LINE);
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(end === -1 ? head : head.subarray(0, end));
    return true;
  } catch {
    return false;
  }
}
