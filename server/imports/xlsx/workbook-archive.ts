import type { Readable } from 'node:stream';
import { fromBufferPromise, type Entry } from 'yauzl';
import { DomainError } from '../../core/errors.js';

/** The parts of a workbook, by their names in the archive. */
export interface WorkbookArchive {
  has(name: string): boolean;
  /** A part as a stream of bytes. Throws `unsupported-file` when it is not there. */
  open(name: string): Promise<Readable>;
}

const MOST_PARTS = 2_000;
const MOST_BYTES = 512 * 1024 * 1024;
const MOST_BYTES_OF_A_TEXT_TABLE = 64 * 1024 * 1024;
/** Spreadsheets compress ten- to fortyfold; beyond this a part is a bomb. Small ones may be what they like. */
const HIGHEST_RATIO = 200;
const RATIO_COUNTS_FROM = 1024 * 1024;

export const notAWorkbook = (): DomainError => new DomainError('unsupported-file', { reason: 'not-xlsx' });
const tooLarge = (): DomainError => new DomainError('unsupported-file', { reason: 'too-large' });

/**
 * Opens the archive of a workbook. Its table of contents is judged before a byte is unpacked, and no part may give more bytes than
 * the table says. Throws `unsupported-file`.
 */
export async function openWorkbookArchive(bytes: Buffer): Promise<WorkbookArchive> {
  const { archive, entries } = await readContents(bytes);
  return {
    has: (name) => entries.has(name),
    async open(name) {
      const entry = entries.get(name);
      if (!entry) throw notAWorkbook();
      return await archive.openReadStreamPromise(entry);
    },
  };
}

async function readContents(bytes: Buffer) {
  try {
    const archive = await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true });
    if (archive.entryCount > MOST_PARTS) throw tooLarge();
    const entries = new Map<string, Entry>();
    let total = 0;
    for await (const entry of archive.eachEntry()) {
      total += entry.uncompressedSize;
      if (total > MOST_BYTES || isBomb(entry)) throw tooLarge();
      if (entry.isEncrypted()) throw notAWorkbook();
      entries.set(entry.fileName, entry);
    }
    return { archive, entries };
  } catch (error) {
    throw error instanceof DomainError ? error : notAWorkbook();
  }
}

function isBomb({ fileName, uncompressedSize, compressedSize }: Entry): boolean {
  if (fileName.endsWith('sharedStrings.xml') && uncompressedSize > MOST_BYTES_OF_A_TEXT_TABLE) return true;
  return uncompressedSize > RATIO_COUNTS_FROM && uncompressedSize > compressedSize * HIGHEST_RATIO;
}
