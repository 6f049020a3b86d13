import { createHash, randomBytes } from 'node:crypto';
import { Import } from '../../models/import.js';
import { findRow } from '../../models/rows.js';
import type { System } from '../context.js';
import { openPieces, sealPieces } from '../privacy/sealed-pieces.js';

/** A file that has come in and lies sealed in the file store, under a name the server made. */
export interface StoredUpload {
  /** As the sender called it; never part of a path. */
  readonly fileName: string;
  readonly storedName: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

const purposeOf = (storedName: string): string => `imports.file:${storedName}`;

/** Stores a file while it comes in; it is never whole in memory, and never in plain text on the disk. */
export async function storeUpload(
  { files, cipher }: System,
  fileName: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<StoredUpload> {
  const storedName = randomBytes(32).toString('hex');
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const measured = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of bytes) {
      hash.update(piece);
      sizeBytes += piece.length;
      yield piece;
    }
  };
  await files.writePieces(storedName, sealPieces(cipher, purposeOf(storedName), measured()));
  return { fileName, storedName, sizeBytes, sha256: hash.digest('hex') };
}

/** The bytes of a stored file, from the beginning. */
export const readUpload = ({ files, cipher }: System, storedName: string): AsyncIterable<Buffer> =>
  openPieces(cipher, purposeOf(storedName), files.readPieces(storedName));

/** Removes a file that no import has taken over. */
export async function removeUnlessTaken({ files }: System, { storedName }: StoredUpload): Promise<void> {
  if (!(await findRow(Import, { where: { storedName } }))) await files.remove(storedName);
}
