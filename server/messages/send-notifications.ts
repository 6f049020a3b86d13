import { Borrower } from '../../models/borrower.js';
import { Notice } from '../../models/notice.js';
import { Notification } from '../../models/notification.js';
import { NotificationOptOut } from '../../models/notification-opt-out.js';
import { findRow, findRows, updateRows, type Row } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { User } from '../../models/user.js';
import { addSeconds } from '../clock.js';
import type { System } from '../context.js';
import type { NoticeValues } from '../core/notices.js';
import type { JobKind, JobRun } from '../jobs/job-kind.js';
import { outsideQuietHours } from './quiet-hours.js';

/** Tries after which a notification is given up: about a day. */
export const MOST_ATTEMPTS = 8;

const FIRST_PAUSE_S = 300;
const AT_ONCE = 100;
/** The gateway is down rather than the number wrong: the job fails, is logged, and tries the rest later. */
const FAILURES_IN_A_ROW = 5;

/** Every five minutes: what is due goes out, never at night. */
export const SEND_NOTIFICATIONS_JOB: JobKind = {
  name: 'notifications.send',
  timetable: '*/5 * * * *',
  async run(system, run) {
    if (outsideQuietHours(system.clock.now()) !== system.clock.now()) return;
    await sendDue(system, run);
  },
};

async function sendDue(system: System, run: JobRun): Promise<void> {
  let failures = 0;
  for (;;) {
    const due = await findRows(Notification, {
      where: { state: 'due', availableAt: { '<=': system.clock.now() } },
      order: [
        ['availableAt', 'ASC'],
        ['id', 'ASC'],
      ],
      limit: AT_ONCE,
    });
    if (due.length === 0) return;
    for (const notification of due) {
      run.signal.throwIfAborted();
      const { change, error } = await sendOne(system, notification);
      await inTransaction(system.database, async (transaction) => {
        await run.hold({ transaction, now: system.clock.now() });
        await updateRows(Notification, change, { id: notification.id, state: 'due' }, transaction);
      });
      failures = error === undefined ? 0 : failures + 1;
      if (failures === FAILURES_IN_A_ROW)
        throw new Error(`${failures} notifications in a row were not taken`, { cause: error });
    }
  }
}

interface Outcome {
  readonly change: Partial<Row<Notification>>;
  readonly error?: unknown;
}

/** What becomes of a notification. It may go out twice where the program dies between sending and noting so. */
async function sendOne(system: System, notification: Row<Notification>): Promise<Outcome> {
  const { noticeId, userId, borrowerId, channel, attempts } = notification;
  const notice = await findRow(Notice, { where: { id: noticeId } });
  if (!notice) throw new Error(`Notification ${notification.id} has no notice`);
  const { to, accountId } = await addressOf(system, channel, userId, borrowerId);
  if (to === null) return { change: { state: 'suppressed', problem: 'no-address' } };
  const optOut = { userId: accountId ?? 0, kind: notice.kind };
  if (await findRow(NotificationOptOut, { where: optOut }))
    return { change: { state: 'suppressed', problem: 'opted-out' } };
  const values = JSON.parse(notice.valuesJson) as NoticeValues;
  try {
    await system.notifications.send({ channel, to, template: notice.kind, values });
  } catch (error) {
    return { change: tryAgain(system, notification), error };
  }
  const sentAt = system.clock.now();
  return { change: { state: 'sent', sentAt, problem: null, attempts: attempts + 1 } };
}

/** Twice as long after each failure, and not at night. */
function tryAgain({ clock }: System, { attempts }: Row<Notification>): Partial<Row<Notification>> {
  const after = addSeconds(clock.now(), FIRST_PAUSE_S * 2 ** attempts);
  return {
    state: attempts + 1 >= MOST_ATTEMPTS ? 'dead' : 'due',
    attempts: attempts + 1,
    availableAt: outsideQuietHours(after),
    problem: 'not-delivered',
  };
}

interface Address {
  readonly to: string | null;
  readonly accountId: number | null;
}

/** The mailbox of an account; its phone, or else the one the bank or station knows. */
async function addressOf(
  { cipher }: System,
  channel: Row<Notification>['channel'],
  userId: number | null,
  borrowerId: number | null,
): Promise<Address> {
  const borrower = borrowerId === null ? null : await findRow(Borrower, { where: { id: borrowerId } });
  const accountId = userId ?? borrower?.userId ?? null;
  const account = accountId === null ? null : await findRow(User, { where: { id: accountId } });
  if (channel === 'email') {
    const mail = account?.mailCipher ?? null;
    return { to: mail === null ? null : cipher.decrypt(mail, 'users.mail'), accountId };
  }
  if (account?.phoneCipher) return { to: cipher.decrypt(account.phoneCipher, 'users.phone'), accountId };
  const stored = borrower?.phoneCipher ?? null;
  return { to: stored === null ? null : cipher.decrypt(stored, 'borrowers.phone'), accountId };
}
