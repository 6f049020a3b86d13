import { randomUUID } from 'node:crypto';
import { Borrower } from '../../models/borrower.js';
import { IdempotencyKey } from '../../models/idempotency-key.js';
import { Message } from '../../models/message.js';
import { NotificationOptOut } from '../../models/notification-opt-out.js';
import { OneTimeCode } from '../../models/one-time-code.js';
import { deleteRows, selectRows, updateRows, type Row } from '../../models/rows.js';
import { User } from '../../models/user.js';
import { revokeSessionsOf } from '../auth/sessions.js';
import type { UnitOfWork } from '../command.js';
import type { System } from '../context.js';
import { ERASED } from '../core/erased.js';
import { indexOfNobody, sealedMark } from './erase-rows.js';

const CASES_LEFT = `SELECT id FROM loans WHERE borrowerId = ? AND erasedAt IS NULL
  UNION ALL SELECT id FROM applications WHERE borrowerId = ? AND erasedAt IS NULL`;

/** Erases who a borrower was, once nothing is kept about him any more. */
export async function eraseBorrower(system: System, unit: UnitOfWork, borrowerId: number): Promise<void> {
  const left = await selectRows(unit.transaction, CASES_LEFT, [borrowerId, borrowerId]);
  if (left.length > 0) return;
  const nobody = {
    name: ERASED,
    identityCipher: sealedMark(system, Borrower, 'identityCipher'),
    identityIndex: indexOfNobody(system),
    phoneCipher: null,
    phoneIndex: null,
    userId: null,
    erasedAt: unit.now,
  };
  await updateRows(Borrower, nobody, { id: borrowerId }, unit.transaction);
}

/** Erases whose account it was. It stays as a number to which what was done under it belongs, and nobody logs in to it again. */
export async function eraseAccount(unit: UnitOfWork, account: Row<User>): Promise<void> {
  const { transaction, now } = unit;
  const { id: userId, phoneIndex } = account;
  const nobody = {
    username: `erased.${randomUUID()}`,
    displayName: ERASED,
    personIndex: null,
    identityCipher: null,
    phoneCipher: null,
    phoneIndex: null,
    mailCipher: null,
    otpSecretCipher: null,
    otpConfirmedAt: null,
    passwordHash: '',
    sessionVersion: account.sessionVersion + 1,
    version: account.version + 1,
    disabledAt: account.disabledAt ?? now,
    erasedAt: now,
  };
  await updateRows(User, nobody, { id: userId }, transaction);
  await revokeSessionsOf(userId, 'disabled', unit);
  await deleteRows(Message, { userId }, transaction);
  await deleteRows(NotificationOptOut, { userId }, transaction);
  await deleteRows(IdempotencyKey, { actorUserId: userId }, transaction);
  await deleteRows(OneTimeCode, { userId }, transaction);
  if (phoneIndex !== null) await deleteRows(OneTimeCode, { phoneIndex }, transaction);
}
