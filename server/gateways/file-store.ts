import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Keeps attachments under names the server made; never under a name that came from outside. */
export interface FileStore {
  /** Writes the bytes durably before it returns. */
  write(storedName: string, bytes: Uint8Array): Promise<void>;
  read(storedName: string): Promise<Buffer>;
  remove(storedName: string): Promise<void>;
}

const STORED_NAME = /^[0-9a-f]{32,64}$/;

/** A file store in a folder; two levels of sub-folders keep each small. */
export function createFileStore(folder: string): FileStore {
  const pathOf = (storedName: string): string => {
    if (!STORED_NAME.test(storedName)) throw new Error('A stored name is made of hex digits');
    return join(folder, storedName.slice(0, 2), storedName);
  };
  return {
    async write(storedName, bytes) {
      const path = pathOf(storedName);
      await mkdir(join(folder, storedName.slice(0, 2)), { recursive: true });
      const file = await open(path, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
    },
    read: (storedName) => readFile(pathOf(storedName)),
    remove: (storedName) => rm(pathOf(storedName), { force: true }),
  };
}
