import type { Transaction } from 'sequelize';
import { Borrower } from '../../models/borrower.js';
import { Message } from '../../models/message.js';
import { Notice } from '../../models/notice.js';
import { Notification } from '../../models/notification.js';
import { findRows, insertRows, type Row } from '../../models/rows.js';
import { User } from '../../models/user.js';
import { dayOfInstant } from '../clock.js';
import type { UnitOfWork } from '../command.js';
import { canonicalJson } from '../core/canonical-json.js';
import { renderNotice, type NoticeKind, type NoticeValues } from '../core/notices.js';
import { mailsTo } from './mails-to.js';
import { outsideQuietHours } from './quiet-hours.js';

/** Whom a notice is for: a borrower, with or without an account, or all who work for an organisation. */
export type Addressee =
  { readonly borrowerId: number } | { readonly userId: number } | { readonly organisationId: number };

/** Something that somebody is told. Its values hold no personal data. */
export interface QueuedNotice {
  readonly kind: NoticeKind;
  readonly values: NoticeValues;
  /** What makes it this very notice: the same fact is told once. At most 128 characters. */
  readonly factKey: string;
  readonly subjectKind: string;
  readonly subjectId: number;
  readonly to: Addressee;
}

/**
 * Puts notices beside the facts of a transaction, those that were given before left out: into the inbox of everybody who
 * has one, on their way by SMS to borrowers, and by e-mail to all who have named an address. Answers how many are new.
 */
export async function queueNotices(unit: UnitOfWork, notices: readonly QueuedNotice[]): Promise<number> {
  if (notices.length === 0) return 0;
  const { transaction, now } = unit;
  const factKey = notices.map((notice) => notice.factKey);
  const given = new Set(
    (await findRows(Notice, { where: { factKey }, transaction })).map((notice) => notice.factKey),
  );
  const fresh = notices.filter((notice) => !given.has(notice.factKey));
  if (fresh.length === 0) return 0;
  await insertRows(
    Notice,
    fresh.map(({ kind, values, factKey: key, subjectKind, subjectId }) => ({
      kind,
      factKey: key,
      subjectKind,
      subjectId,
      valuesJson: canonicalJson(values),
      createdAt: now,
    })),
    transaction,
  );
  const stored = await findRows(Notice, {
    where: { factKey: fresh.map((notice) => notice.factKey) },
    transaction,
  });
  const ids = new Map(stored.map((notice) => [notice.factKey, notice.id]));
  const told = fresh.map((notice) => ({ ...notice, noticeId: ids.get(notice.factKey) ?? 0 }));
  const staff = await staffOf(unit, told);
  await putIntoInboxes(unit, told, staff);
  await putOnTheWay(unit, told);
  await insertRows(Notification, mailsToStaff(told, staff, now), transaction);
  return fresh.length;
}

type StoredNotice = QueuedNotice & { readonly noticeId: number };

/** Everybody who works for an organisation that is told something. */
async function staffOf({ transaction }: UnitOfWork, told: readonly StoredNotice[]): Promise<Row<User>[]> {
  const organisationId = told.flatMap(({ to }) => ('organisationId' in to ? [to.organisationId] : []));
  return findRows(User, { where: { organisationId, disabledAt: null }, transaction });
}

const mailsToStaff = (told: readonly StoredNotice[], staff: readonly Row<User>[], now: string) =>
  told.flatMap(({ noticeId, to }) => {
    if (!('organisationId' in to)) return [];
    const readers = staff.filter(
      ({ organisationId, mailCipher }) => organisationId === to.organisationId && mailCipher !== null,
    );
    return mailsTo(
      readers.map(({ id }) => id),
      noticeId,
      now,
    );
  });

async function putIntoInboxes(
  { transaction, now }: UnitOfWork,
  told: readonly StoredNotice[],
  staff: readonly Row<User>[],
): Promise<void> {
  const borrowerIds = told.flatMap(({ to }) => ('borrowerId' in to ? [to.borrowerId] : []));
  const borrowers = await findRows(Borrower, { where: { id: borrowerIds }, transaction });
  const accounts = new Map(borrowers.map(({ id, userId }) => [id, userId]));
  const readersOf = (to: Addressee): number[] => {
    if ('organisationId' in to)
      return staff.filter((user) => user.organisationId === to.organisationId).map(({ id }) => id);
    const userId = 'userId' in to ? to.userId : accounts.get(to.borrowerId);
    return userId === null || userId === undefined ? [] : [userId];
  };
  await insertRows(
    Message,
    told.flatMap(({ kind, values, subjectKind, subjectId, noticeId, to }) => {
      const { title, text: body } = renderNotice(kind, values, dayOfInstant(now), 'zh');
      const message = { kind, title, body, subjectKind, subjectId, createdAt: now, readAt: null, noticeId };
      return readersOf(to).map((userId) => ({ userId, ...message }));
    }),
    transaction,
  );
}

/** To those outside: their phones are spared at night, and an e-mail goes to those who have named an address. */
async function putOnTheWay({ transaction, now }: UnitOfWork, told: readonly StoredNotice[]): Promise<void> {
  const outside = told.flatMap(({ noticeId, to }) =>
    'organisationId' in to
      ? []
      : [
          {
            noticeId,
            userId: 'userId' in to ? to.userId : null,
            borrowerId: 'borrowerId' in to ? to.borrowerId : null,
          },
        ],
  );
  const withMail = await accountsWithMail(transaction, outside);
  const rest = { state: 'due' as const, problem: null, createdAt: now, sentAt: null };
  await insertRows(
    Notification,
    [
      ...outside.map((each) => ({
        ...each,
        channel: 'sms' as const,
        availableAt: outsideQuietHours(now),
        ...rest,
      })),
      ...outside
        .filter(({ userId, borrowerId }) => withMail.has(`${userId}/${borrowerId}`))
        .map((each) => ({ ...each, channel: 'email' as const, availableAt: now, ...rest })),
    ],
    transaction,
  );
}

interface Outsider {
  readonly userId: number | null;
  readonly borrowerId: number | null;
}

/** Those of whose account an address is known. */
async function accountsWithMail(
  transaction: Transaction,
  outside: readonly Outsider[],
): Promise<ReadonlySet<string>> {
  const borrowers = await findRows(Borrower, {
    where: { id: outside.flatMap(({ borrowerId }) => borrowerId ?? []) },
    transaction,
  });
  const accountOf = new Map(borrowers.map(({ id, userId }) => [id, userId]));
  const account = ({ userId, borrowerId }: Outsider): number | null =>
    userId ?? accountOf.get(borrowerId ?? 0) ?? null;
  const users = await findRows(User, {
    where: { id: outside.flatMap((each) => account(each) ?? []), mailCipher: { '>': '' } },
    transaction,
  });
  const known = new Set(users.map(({ id }) => id));
  const reached = outside.filter((each) => known.has(account(each) ?? 0));
  return new Set(reached.map(({ userId, borrowerId }) => `${userId}/${borrowerId}`));
}
