import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '../core/errors.js';
import type { FieldCipher } from '../privacy/field-cipher.js';

/** Keeps papers encrypted under names the server made; never under a name that came from outside. */
export interface FileStore {
  /** Encrypts the bytes and writes them durably before it returns. Fails: unavailable, where there is no room for them. */
  write(storedName: string, bytes: Uint8Array): Promise<void>;
  read(storedName: string): Promise<Buffer>;
  /** Durably as well, piece by piece, and already encrypted by who calls. What was begun and broken off is removed. */
  writePieces(storedName: string, pieces: AsyncIterable<Uint8Array>): Promise<void>;
  readPieces(storedName: string): AsyncIterable<Buffer>;
  remove(storedName: string): Promise<void>;
  /** Encrypts anew every paper that an older key wrote, one at a time, and returns how many there were. Readers notice nothing. */
  reseal(): Promise<number>;
}

/** Disk full, quota used up, larger than a file may be. */
const NO_ROOM = new Set<unknown>(['ENOSPC', 'EDQUOT', 'EFBIG']);

const STORED_NAME = /^[0-9a-f]{32,64}$/;

/** What `write` encrypted begins so, which tells it from what came in pieces. */
const MARK = Buffer.from('SUIDAI1\n');

/** A file store in a folder; sub-folders keep each small. */
export function createFileStore(folder: string, cipher: FieldCipher): FileStore {
  const pathOf = (storedName: string): string => {
    if (!STORED_NAME.test(storedName)) throw new Error('A stored name is made of hex digits');
    return join(folder, storedName.slice(0, 2), storedName);
  };
  const writeDurably = async (
    storedName: string,
    content: Uint8Array | AsyncIterable<Uint8Array>,
  ): Promise<void> => {
    try {
      await mkdir(join(folder, storedName.slice(0, 2)), { recursive: true });
      await writeTogether(pathOf(storedName), content);
    } catch (error) {
      if (NO_ROOM.has((error as NodeJS.ErrnoException).code)) throw noRoom(error);
      throw error;
    }
  };
  const seal = (storedName: string, bytes: Uint8Array): Buffer =>
    Buffer.concat([MARK, cipher.sealBytes(bytes, purposeOf(storedName))]);
  const resealOne = async (storedName: string): Promise<boolean> => {
    const stored = await readFile(pathOf(storedName)).catch(() => undefined);
    if (!stored?.subarray(0, MARK.length).equals(MARK)) return false;
    const sealed = stored.subarray(MARK.length);
    if (cipher.isNewest(sealed)) return false;
    const renewed = seal(storedName, cipher.openBytes(sealed, purposeOf(storedName)));
    await writeTogether(`${pathOf(storedName)}.new`, renewed);
    await rename(`${pathOf(storedName)}.new`, pathOf(storedName));
    return true;
  };
  return {
    write: (storedName, bytes) => writeDurably(storedName, seal(storedName, bytes)),
    writePieces: writeDurably,
    async read(storedName) {
      const stored = await readFile(pathOf(storedName));
      return cipher.openBytes(stored.subarray(MARK.length), purposeOf(storedName));
    },
    readPieces: (storedName) => createReadStream(pathOf(storedName)),
    remove: (storedName) => rm(pathOf(storedName), { force: true }),
    async reseal() {
      // Before the first paper there is no folder.
      await mkdir(folder, { recursive: true });
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      let resealed = 0;
      for (const { name } of entries.filter((entry) => entry.isFile() && STORED_NAME.test(entry.name)))
        if (await resealOne(name)) resealed += 1;
      return resealed;
    },
  };
}

const purposeOf = (storedName: string): string => `file:${storedName}`;

/** Writes a file that is not there yet, to the disk; what was begun and broken off is removed. */
async function writeTogether(path: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await writeFile(file, content);
    await file.sync();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

function noRoom(cause: unknown): DomainError {
  const error = new DomainError('unavailable', { reason: 'no-room' });
  error.cause = cause;
  return error;
}
