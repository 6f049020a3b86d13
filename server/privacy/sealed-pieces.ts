import type { FieldCipher } from './field-cipher.js';

const PIECE_BYTES = 64 * 1024;
const LENGTH_BYTES = 4;

/*
 * A file too large for memory is encrypted piece by piece: each piece is sealed together with its place in the file and whether it is
 * the last one, so that pieces cannot be dropped, doubled or put in another order unnoticed.
 */

/** Encrypts a stream of bytes. */
export async function* sealPieces(
  cipher: FieldCipher,
  purpose: string,
  plain: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  let ordinal = 0;
  for await (const { piece, last } of markLast(inPieces(plain))) {
    const sealed = cipher.sealBytes(piece, placeOf(purpose, ordinal, last));
    const frame = Buffer.alloc(LENGTH_BYTES);
    frame.writeUInt32BE(sealed.length);
    yield Buffer.concat([frame, sealed]);
    ordinal += 1;
  }
}

/** Decrypts what `sealPieces` gave, cut into pieces in whatever way. Throws when anything was changed or is missing. */
export async function* openPieces(
  cipher: FieldCipher,
  purpose: string,
  sealed: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  let ordinal = 0;
  for await (const { piece, last } of markLast(frames(sealed))) {
    yield cipher.openBytes(piece, placeOf(purpose, ordinal, last));
    ordinal += 1;
  }
  if (ordinal === 0) throw new Error(`A sealed file is empty: ${purpose}`);
}

const placeOf = (purpose: string, ordinal: number, last: boolean): string =>
  `${purpose}:${ordinal}:${last ? 'last' : 'more'}`;

async function* inPieces(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    held.push(chunk);
    size += chunk.length;
    if (size < PIECE_BYTES) continue;
    yield Buffer.concat(held);
    held = [];
    size = 0;
  }
  yield Buffer.concat(held);
}

async function* frames(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of source) {
    held = held.length === 0 ? Buffer.from(chunk) : Buffer.concat([held, chunk]);
    for (;;) {
      if (held.length < LENGTH_BYTES) break;
      const end = LENGTH_BYTES + held.readUInt32BE();
      if (held.length < end) break;
      yield held.subarray(LENGTH_BYTES, end);
      held = held.subarray(end);
    }
  }
  if (held.length > 0) throw new Error('A sealed file ends in the middle of a piece');
}

async function* markLast<Piece>(
  pieces: AsyncIterable<Piece>,
): AsyncGenerator<{ readonly piece: Piece; readonly last: boolean }> {
  let held: { readonly piece: Piece } | undefined;
  for await (const piece of pieces) {
    if (held) yield { ...held, last: false };
    held = { piece };
  }
  if (held) yield { ...held, last: true };
}
