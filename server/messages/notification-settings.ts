import { NotificationOptOut } from '../../models/notification-opt-out.js';
import { deleteRows, findRow, findRows, insertRows, updateRows } from '../../models/rows.js';
import { User } from '../../models/user.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { maskMailAddress } from '../core/masking.js';
import { OPTIONAL_NOTICES, type NoticeKind } from '../core/notices.js';
import { chainOf } from '../organisations/platform.js';

/** The kinds that somebody gets in the inbox alone, and where notices go by e-mail. */
export type NotificationSettings = {
  readonly declined: readonly NoticeKind[];
  /** Masked; null where no address is known. */
  readonly email: string | null;
};

/** What is declined; an address to send to, null for none any more, left out to leave it as it is. */
export interface ChangedSettings {
  readonly declined: readonly NoticeKind[];
  readonly email?: string | null | undefined;
}

/** What the actor has declined, and where e-mail goes. */
export async function findNotificationSettings({ actor, system }: Context): Promise<NotificationSettings> {
  const optOuts = await findRows(NotificationOptOut, { where: { userId: actor.userId } });
  const declined = new Set(optOuts.map(({ kind }) => kind));
  const account = await findRow(User, { where: { id: actor.userId } });
  const mail = account?.mailCipher ?? null;
  return {
    declined: OPTIONAL_NOTICES.filter((kind) => declined.has(kind)),
    email: mail === null ? null : maskMailAddress(system.cipher.decrypt(mail, 'users.mail')),
  };
}

/** Sets what the actor declines; of notices about duties nothing can be declined, and the inbox gets everything. */
export async function changeNotificationSettings(
  context: Context,
  { declined, email }: ChangedSettings,
): Promise<NotificationSettings> {
  const { userId } = context.actor;
  const { cipher } = context.system;
  await runCommand(context, 'notification-setting.change', async (unit) => {
    const { transaction, now: createdAt } = unit;
    const kept = OPTIONAL_NOTICES.filter((kind) => declined.includes(kind));
    await deleteRows(NotificationOptOut, { userId }, transaction);
    await insertRows(
      NotificationOptOut,
      kept.map((kind) => ({ userId, kind, createdAt })),
      transaction,
    );
    if (email !== undefined) {
      const mailCipher = email === null ? null : cipher.encrypt(email, 'users.mail');
      await updateRows(User, { mailCipher }, { id: userId }, transaction);
    }
    const organisationId = await chainOf(context.actor, transaction);
    const mail = email === undefined ? 'unchanged' : email === null ? 'removed' : 'set';
    unit.record({ organisationId, subjectKind: 'user', subjectId: userId, detail: { declined: kept, mail } });
    return null;
  });
  return findNotificationSettings(context);
}
