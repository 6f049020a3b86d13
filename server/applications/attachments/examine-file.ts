import { fileTypeFromBuffer } from 'file-type';
import { DomainError } from '../../core/errors.js';

/** A file as it arrived. */
export interface IncomingFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** A file that may be kept: what it really is, and a name that is safe to show and to save under. */
export interface ExaminedFile {
  readonly fileName: string;
  readonly mediaType: string;
}

const EXTENSIONS: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
};

const LONGEST_NAME = 120;

/**
 * Accepts PDF, JPEG and PNG by their content, whatever the name says, and refuses a name that says otherwise. Of the name only
 * the last part is kept, without control and direction marks. Fails: unsupported-file.
 */
export async function examineFile({ fileName, bytes }: IncomingFile): Promise<ExaminedFile> {
  const detected = await fileTypeFromBuffer(bytes);
  const mediaType = detected?.mime ?? 'unknown';
  const extensions = EXTENSIONS[mediaType];
  if (!extensions) throw new DomainError('unsupported-file', { reason: 'no-paper' });
  const shownName = safeName(fileName);
  const extension = shownName.split('.').at(-1)?.toLowerCase() ?? '';
  if (!shownName.includes('.') || !extensions.includes(extension)) {
    throw new DomainError('unsupported-file', { reason: 'other-extension' });
  }
  return { fileName: shownName, mediaType };
}

function safeName(fileName: string): string {
  const lastPart = fileName.split(/[\\/]/).at(-1) ?? '';
  const shown = lastPart.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"<>|:*?]/gu, '').trim();
  if (Array.from(shown).length <= LONGEST_NAME) return shown;
  const extension = shown.slice(shown.lastIndexOf('.'));
  return `${Array.from(shown)
    .slice(0, LONGEST_NAME - extension.length)
    .join('')}${extension}`;
}
