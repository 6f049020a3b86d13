import { randomUUID } from 'node:crypto';
import { Message } from '../../models/message.js';
import { Organisation } from '../../models/organisation.js';
import { User } from '../../models/user.js';
import { Notice } from '../../models/notice.js';
import { Notification } from '../../models/notification.js';
import { findRows, insertRow, insertRows } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import { canonicalJson } from '../core/canonical-json.js';
import { mailsTo } from './mails-to.js';

/** What people read about one subject; Chinese, as everything that the system says by itself. */
export interface StaffMessage {
  readonly kind: string;
  readonly title: string;
  readonly body: string;
  readonly subjectKind: string;
  readonly subjectId: number;
}

/**
 * Puts a message before everybody who works for one of the organisations or for the municipal centre; by e-mail, too, to those who have
 * named an address.
 */
export async function notifyStaff(
  unit: UnitOfWork,
  organisationIds: readonly number[],
  message: StaffMessage,
): Promise<void> {
  const { transaction, now } = unit;
  const centres = await findRows(Organisation, { where: { kind: 'centre' }, transaction });
  const organisationId = [...new Set([...organisationIds, ...centres.map((centre) => centre.id)])];
  const staff = await findRows(User, { where: { organisationId, disabledAt: null }, transaction });
  await insertRows(
    Message,
    staff.map((user) => ({ userId: user.id, ...message, createdAt: now, readAt: null, noticeId: null })),
    transaction,
  );
  const readers = staff.filter(({ mailCipher }) => mailCipher !== null).map(({ id }) => id);
  if (readers.length > 0) await sendByMail(unit, readers, message);
}

async function sendByMail(
  { transaction, now: createdAt }: UnitOfWork,
  readers: readonly number[],
  { title, body, subjectKind, subjectId }: StaffMessage,
): Promise<void> {
  const notice = {
    kind: 'work-message',
    factKey: `work-message:${randomUUID()}`,
    subjectKind,
    subjectId,
    valuesJson: canonicalJson({ title, body }),
    createdAt,
  } as const;
  const noticeId = await insertRow(Notice, notice, transaction);
  await insertRows(Notification, mailsTo(readers, noticeId, createdAt), transaction);
}
