import { Attachment } from '../../../models/attachment.js';
import { findRow, updateRows } from '../../../models/rows.js';
import { lockApplication, recordOnApplication } from '../application-case.js';
import { runCommand } from '../../command.js';
import type { Context } from '../../context.js';
import { DomainError } from '../../core/errors.js';

export interface AttachmentAddress {
  readonly applicationId: number;
  readonly attachmentId: number;
}

/**
 * Takes a paper out of a draft, file and all. What has once been filed stays.
 * Fails: not-found, illegal-transition (no longer a draft).
 */
export async function removeAttachment(context: Context, address: AttachmentAddress): Promise<void> {
  const { actor, system } = context;
  const { storedName } = await runCommand(context, 'attachment.remove', async (unit) => {
    const { transaction } = unit;
    const row = await lockApplication(unit, actor, address.applicationId);
    const where = { id: address.attachmentId, applicationId: row.id, removedAt: null };
    const attachment = await findRow(Attachment, { where, transaction });
    if (!attachment) throw new DomainError('not-found');
    if (row.state !== 'draft') {
      throw new DomainError('illegal-transition', {
        table: 'application',
        from: row.state,
        event: 'detach',
      });
    }
    await updateRows(Attachment, { removedAt: unit.now }, { id: attachment.id }, transaction);
    recordOnApplication(unit, actor, row, { attachmentId: attachment.id, sha256: attachment.sha256 });
    return { storedName: attachment.storedName };
  });
  await system.files.remove(storedName);
}
