import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** Takes what must be kept outside the database, where those who can change the database cannot change it. */
export interface DepositPort {
  /** Keeps the text durably under the name; the same again changes nothing. */
  keep(name: string, text: string): Promise<void>;
}

/** Keeps deposits as files in a folder: one that another machine takes copies of, or a volume that is written once. */
export function createDepositFolder(folder: string): DepositPort {
  return {
    async keep(name, text) {
      await mkdir(folder, { recursive: true });
      const path = join(folder, name);
      const unfinished = await open(`${path}.part`, 'w', 0o644);
      try {
        await unfinished.writeFile(text);
        await unfinished.sync();
      } finally {
        await unfinished.close();
      }
      await rename(`${path}.part`, path);
    },
  };
}
