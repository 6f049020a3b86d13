import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Keeps attachments under names the server made; never under a name that came from outside. */
export interface FileStore {
  /** Writes the bytes durably before it returns. */
  write(storedName: string, bytes: Uint8Array): Promise<void>;
  read(storedName: string): Promise<Buffer>;
  /** Like `write`, piece by piece. What was begun and broken off is removed. */
  writePieces(storedName: string, pieces: AsyncIterable<Uint8Array>): Promise<void>;
  readPieces(storedName: string): AsyncIterable<Buffer>;
  remove(storedName: string): Promise<void>;
}

const STORED_NAME = /^[0-9a-f]{32,64}$/;

/** A file store in a folder; two levels of sub-folders keep each small. */
export function createFileStore(folder: string): FileStore {
  const pathOf = (storedName: string): string => {
    if (!STORED_NAME.test(storedName)) throw new Error('A stored name is made of hex digits');
    return join(folder, storedName.slice(0, 2), storedName);
  };
  const writeDurably = async (
    storedName: string,
    content: Uint8Array | AsyncIterable<Uint8Array>,
  ): Promise<void> => {
    const path = pathOf(storedName);
    await mkdir(join(folder, storedName.slice(0, 2)), { recursive: true });
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
  };
  return {
    write: writeDurably,
    writePieces: writeDurably,
    read: (storedName) => readFile(pathOf(storedName)),
    readPieces: (storedName) => createReadStream(pathOf(storedName)),
    remove: (storedName) => rm(pathOf(storedName), { force: true }),
  };
}
