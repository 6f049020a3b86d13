import type { Notification } from '../../models/notification.js';
import type { Row } from '../../models/rows.js';

/** A notice on its way by e-mail to accounts that have named an address. */
export const mailsTo = (
  userIds: readonly number[],
  noticeId: number,
  now: string,
): Omit<Row<Notification>, 'id' | 'attempts'>[] =>
  userIds.map((userId) => ({
    noticeId,
    userId,
    borrowerId: null,
    channel: 'email',
    availableAt: now,
    state: 'due',
    problem: null,
    createdAt: now,
    sentAt: null,
  }));
