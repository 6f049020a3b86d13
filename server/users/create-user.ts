import { UniqueConstraintError } from 'sequelize';
import type { Transaction } from 'sequelize';
import { Organisation } from '../../models/organisation.js';
import { findRow, findRows, insertRow } from '../../models/rows.js';
import { User } from '../../models/user.js';
import { hashPassword, temporaryPassword } from '../auth/passwords.js';
import type { PersonalIdentityKind } from '../auth/register-borrower.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context, System } from '../context.js';
import { DomainError } from '../core/errors.js';
import { readIdentity } from '../core/identity-number.js';
import { lockPlatform } from '../organisations/platform.js';
import {
  ADMINISTRATOR_ROLES,
  assertRoleFits,
  isAdministrator,
  type StaffRole,
} from './role-organisations.js';
import { settleIndexes } from '../privacy/settle-indexes.js';

export interface NewUser {
  readonly organisationId: number;
  readonly username: string;
  readonly displayName: string;
  readonly role: StaffRole;
  readonly identityKind: PersonalIdentityKind;
  readonly identityNumber: string;
  readonly phone?: string | undefined;
}

/** The new account; the first password is shown here once and nowhere kept, so a repeated request gets none. */
export interface CreatedUser {
  readonly userId: number;
  readonly temporaryPassword: string | null;
}

/**
 * Opens an account for a member of staff. The identity number makes the natural person known, so that maker and checker can be told
 * apart whatever accounts they use. Fails: malformed (identity number, role that does not fit the organisation),
 * not-found (organisation), already-exists (user name, or the person holds another administrator's role).
 */
export async function createUser(context: Context, input: NewUser): Promise<CreatedUser> {
  const password = temporaryPassword();
  const passwordHash = await hashPassword(password);
  try {
    const { userId } = await runCommand(context, 'user.create', async (unit) => ({
      userId: await addUser(context.system, unit, input, { hash: passwordHash, mustChange: true }),
    }));
    return { userId, temporaryPassword: context.idempotency?.replayed ? null : password };
  } catch (error) {
    if (error instanceof UniqueConstraintError) throw new DomainError('already-exists', { what: 'username' });
    throw error;
  }
}

/** The part of the command that the demo shares: checks, row and audit event. */
export async function addUser(
  system: System,
  unit: UnitOfWork,
  input: NewUser,
  password: { readonly hash: string; readonly mustChange: boolean },
): Promise<number> {
  const { cipher } = system;
  const { transaction, now } = unit;
  const { organisationId, username, displayName, role, phone } = input;
  const identity = readIdentity(input.identityKind, input.identityNumber);
  if (!identity) throw new DomainError('malformed', { field: 'identityNumber' });
  const organisation = await findRow(Organisation, {
    where: { id: organisationId, disabledAt: null },
    transaction,
  });
  if (!organisation) throw new DomainError('not-found');
  assertRoleFits(role, organisation.kind);
  const personIndex = cipher.blindIndex('identity', identity.number);
  const phoneIndex = phone === undefined ? null : cipher.blindIndex('phone', phone);
  await settleIndexes(system, transaction, [personIndex, phoneIndex]);
  await assertAdministratorsApart(personIndex, role, transaction);
  const userId = await insertRow(
    User,
    {
      organisationId,
      username,
      displayName,
      role,
      personIndex,
      identityCipher: cipher.encrypt(identity.number, 'users.identity'),
      phoneCipher: phone === undefined ? null : cipher.encrypt(phone, 'users.phone'),
      phoneIndex,
      passwordHash: password.hash,
      passwordSetAt: now,
      mustChangePasswordFlag: password.mustChange ? 1 : 0,
      failedLogins: 0,
      sessionVersion: 0,
      createdAt: now,
      version: 0,
    },
    transaction,
  );
  unit.record({ organisationId, subjectKind: 'user', subjectId: userId, detail: { username, role } });
  return userId;
}

/** One person, one of the three administrators' roles; also among accounts made at the same moment. Fails: already-exists. */
export async function assertAdministratorsApart(
  personIndex: string,
  role: StaffRole,
  transaction: Transaction,
  except?: number,
): Promise<void> {
  if (!isAdministrator(role)) return;
  await lockPlatform(transaction);
  const others = await findRows(User, {
    where: { personIndex, role: ADMINISTRATOR_ROLES.filter((other) => other !== role), disabledAt: null },
    transaction,
  });
  if (others.some((other) => other.id !== except))
    throw new DomainError('already-exists', { what: 'administrator-role' });
}
