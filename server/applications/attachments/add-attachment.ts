import { randomBytes } from 'node:crypto';
import { Attachment } from '../../../models/attachment.js';
import { findRows, insertRow } from '../../../models/rows.js';
import { lockApplication, recordOnApplication } from '../application-case.js';
import { runCommand } from '../../command.js';
import type { Context } from '../../context.js';
import { DomainError } from '../../core/errors.js';
import { sha256 } from '../../hashing.js';
import type { AttachmentKind } from './attachment-kinds.js';
import { examineFile, type IncomingFile } from './examine-file.js';

export interface NewAttachment {
  readonly applicationId: number;
  readonly kind: AttachmentKind;
  readonly file: IncomingFile;
}

export type AttachmentReply = {
  readonly attachmentId: string;
  readonly kind: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
};

/** Ten mebibytes, above what a phone's camera makes of a page. */
export const MAXIMUM_FILE_BYTES = 10 * 1024 * 1024;
const MAXIMUM_FILES = 60;
/** Papers can be brought as long as somebody still reads them. */
const OPEN_STATES = new Set<string>([
  'draft',
  'awaiting-confirmation',
  'submitted',
  'returned',
  'prechecked',
  'eligible',
  'in-due-diligence',
  'approved',
]);

/**
 * Keeps a paper. The file is written before its row is committed and removed if the command fails, so that no row is ever
 * without its file; where the outcome of the commit is unknown the file stays.
 * Fails: not-found, illegal-transition (closed), unsupported-file, payload-too-large, already-exists (the same file).
 */
export async function addAttachment(context: Context, input: NewAttachment): Promise<AttachmentReply> {
  const { bytes } = input.file;
  if (bytes.byteLength > MAXIMUM_FILE_BYTES)
    throw new DomainError('payload-too-large', { limit: `${MAXIMUM_FILE_BYTES / 1024 / 1024} MB` });
  const { fileName, mediaType } = await examineFile(input.file);
  await context.system.scanner.assertClean(bytes);
  const storedName = randomBytes(24).toString('hex');
  const { files } = context.system;
  await files.write(storedName, bytes);
  try {
    const reply = await storeAttachment(context, input, { fileName, mediaType, storedName });
    if (context.idempotency?.replayed) await files.remove(storedName);
    return reply;
  } catch (error) {
    if (!isUnknownOutcome(error)) await files.remove(storedName);
    throw error;
  }
}

async function storeAttachment(
  context: Context,
  { applicationId, kind, file }: NewAttachment,
  stored: { readonly fileName: string; readonly mediaType: string; readonly storedName: string },
): Promise<AttachmentReply> {
  const { actor } = context;
  return runCommand(context, 'attachment.add', async (unit) => {
    const { transaction } = unit;
    const row = await lockApplication(unit, actor, applicationId);
    if (!OPEN_STATES.has(row.state)) {
      throw new DomainError('illegal-transition', {
        table: 'application',
        from: row.state,
        event: 'attach',
      });
    }
    const kept = await findRows(Attachment, { where: { applicationId, removedAt: null }, transaction });
    if (kept.length >= MAXIMUM_FILES) throw new DomainError('payload-too-large', { count: MAXIMUM_FILES });
    const hash = sha256(file.bytes);
    if (kept.some((other) => other.sha256 === hash && other.kind === kind)) {
      throw new DomainError('already-exists', { what: 'attachment' });
    }
    const { fileName, mediaType } = stored;
    const sizeBytes = file.bytes.byteLength;
    const values = {
      ...stored,
      applicationId,
      kind,
      sizeBytes,
      sha256: hash,
      uploadedByUserId: actor.userId,
    };
    const id = await insertRow(Attachment, { ...values, uploadedAt: unit.now }, transaction);
    recordOnApplication(unit, actor, row, { attachmentId: id, kind, sha256: hash, sizeBytes });
    return { attachmentId: String(id), kind, fileName, mediaType, sizeBytes, sha256: hash };
  });
}

const isUnknownOutcome = (error: unknown): boolean =>
  error instanceof DomainError && error.details['reason'] === 'unknown-outcome';
