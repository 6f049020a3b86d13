import { Application } from '../../../models/application.js';
import { Attachment } from '../../../models/attachment.js';
import { findRow, findRows, type Row } from '../../../models/rows.js';
import { applicationScope } from '../../auth/scope.js';
import type { Context } from '../../context.js';
import { DomainError } from '../../core/errors.js';
import { sha256 } from '../../hashing.js';
import type { AttachmentAddress } from './remove-attachment.js';

/** The papers of an application that the actor sees. Fails: not-found. */
export async function findAttachments({ actor }: Context, applicationId: number): Promise<Row<Attachment>[]> {
  await assertVisible(actor, applicationId);
  return findRows(Attachment, { where: { applicationId, removedAt: null }, order: [['id', 'ASC']] });
}

/** One paper with its bytes, which are still those that were uploaded. Fails: not-found. */
export async function readAttachment(
  { actor, system }: Context,
  { applicationId, attachmentId }: AttachmentAddress,
): Promise<{ readonly attachment: Row<Attachment>; readonly bytes: Uint8Array }> {
  await assertVisible(actor, applicationId);
  const attachment = await findRow(Attachment, {
    where: { id: attachmentId, applicationId, removedAt: null },
  });
  if (!attachment) throw new DomainError('not-found');
  const bytes = await system.files.read(attachment.storedName);
  if (sha256(bytes) !== attachment.sha256)
    throw new Error(`Attachment ${attachmentId} is not what was uploaded`);
  return { attachment, bytes };
}

async function assertVisible(actor: Context['actor'], id: number): Promise<void> {
  const application = await findRow(Application, { where: { id, ...applicationScope(actor) } });
  if (!application) throw new DomainError('not-found');
}
