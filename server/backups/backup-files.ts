import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** A file of a backup: its path inside the folder with `/` between, its size and what it holds. */
export interface BackedUpFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Copies a folder file by file and tells what was copied; a folder that is not there is empty. */
export async function copyTree(from: string, to: string, prefix: string): Promise<BackedUpFile[]> {
  const files: BackedUpFile[] = [];
  for (const path of await filesUnder(from)) {
    const target = join(to, prefix, path);
    await mkdir(dirname(target), { recursive: true });
    await copyFile(join(from, path), target);
    files.push(await describeFile(to, `${prefix}/${path}`));
  }
  return files;
}

/** Size and hash of a file inside a folder. */
export async function describeFile(folder: string, path: string): Promise<BackedUpFile> {
  const whole = join(folder, path);
  const hash = createHash('sha256');
  await pipeline(createReadStream(whole), hash);
  return { path, bytes: (await stat(whole)).size, sha256: hash.digest('hex') };
}

/** The paths of all files of a folder, in order. */
export async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).toSorted();
}
