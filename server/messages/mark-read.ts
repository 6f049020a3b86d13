import { Message } from '../../models/message.js';
import { lockRow, updateRows } from '../../models/rows.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { chainOf } from '../organisations/platform.js';

export type ReadMark = { readonly messageId: string; readonly readAt: string };

/** Marks one's own message as read; it stays read since the first time. Fails: not-found. */
export async function markRead(context: Context, messageId: number): Promise<ReadMark> {
  const { actor } = context;
  return runCommand(context, 'message.read', async (unit) => {
    const { transaction, now } = unit;
    const message = await lockRow(Message, { id: messageId, userId: actor.userId }, transaction);
    if (!message) throw new DomainError('not-found');
    const readAt = message.readAt ?? now;
    await updateRows(Message, { readAt }, { id: messageId }, transaction);
    const organisationId = await chainOf(actor, transaction);
    unit.record({ organisationId, subjectKind: 'message', subjectId: messageId, detail: {} });
    return { messageId: String(messageId), readAt };
  });
}
