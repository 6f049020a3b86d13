import { NotificationOptOut } from '../../models/notification-opt-out.js';
import { deleteRows, findRows, insertRows } from '../../models/rows.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { OPTIONAL_NOTICES, type NoticeKind } from '../core/notices.js';
import { chainOf } from '../organisations/platform.js';

/** The kinds of which a borrower gets no SMS. */
export type NotificationSettings = { readonly declined: readonly NoticeKind[] };

/** What the actor has declined. */
export async function findNotificationSettings({ actor }: Context): Promise<NotificationSettings> {
  const optOuts = await findRows(NotificationOptOut, { where: { userId: actor.userId } });
  const declined = new Set(optOuts.map(({ kind }) => kind));
  return { declined: OPTIONAL_NOTICES.filter((kind) => declined.has(kind)) };
}

/** Sets what the actor declines; of notices about duties nothing can be declined, and the inbox gets everything. */
export async function changeNotificationSettings(
  context: Context,
  { declined }: NotificationSettings,
): Promise<NotificationSettings> {
  const { userId } = context.actor;
  return runCommand(context, 'notification-setting.change', async (unit) => {
    const { transaction, now: createdAt } = unit;
    const kept = OPTIONAL_NOTICES.filter((kind) => declined.includes(kind));
    await deleteRows(NotificationOptOut, { userId }, transaction);
    await insertRows(
      NotificationOptOut,
      kept.map((kind) => ({ userId, kind, createdAt })),
      transaction,
    );
    const organisationId = await chainOf(context.actor, transaction);
    unit.record({ organisationId, subjectKind: 'user', subjectId: userId, detail: { declined: kept } });
    return { declined: kept };
  });
}
