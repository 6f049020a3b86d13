import { UniqueConstraintError } from 'sequelize';
import { Borrower } from '../../models/borrower.js';
import { Consent } from '../../models/consent.js';
import { findRow, insertRow, updateRows } from '../../models/rows.js';
import { User } from '../../models/user.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { System, VisitorContext } from '../context.js';
import type { JsonValue } from '../core/canonical-json.js';
import { DomainError } from '../core/errors.js';
import { readIdentity, type IdentityKind } from '../core/identity-number.js';
import { platformOrganisationId } from '../organisations/platform.js';
import { REGISTRATION_CONSENTS, textHashOf } from './consent-texts.js';
import { issueCode, spendCode } from './one-time-codes.js';
import { assertStrongPassword, hashPassword } from './passwords.js';
import type { OpenSession } from './sessions.js';
import { settleIndexes } from '../privacy/settle-indexes.js';

/** Documents of a natural person. */
export type PersonalIdentityKind = Exclude<IdentityKind, 'credit-code'>;

export interface RegisterBorrower {
  readonly username: string;
  readonly password: string;
  readonly name: string;
  readonly identityKind: PersonalIdentityKind;
  readonly identityNumber: string;
  readonly phone: string;
  readonly code: string;
}

/** Sends a registration code to a phone, also when somebody is already registered with it. Fails: too-many-requests. */
export async function requestRegistrationCode(
  context: VisitorContext,
  input: { readonly phone: string },
): Promise<void> {
  const code = await issueCode(context, 'registration', input.phone);
  await context.system.notifications.send({
    channel: 'sms',
    to: input.phone,
    template: 'registration-code',
    values: { code },
  });
}

/**
 * Opens a borrower's account and its first session. The phone is proven by its code, and only then is anything told about it. The identity
 * number is stored encrypted; that somebody else registered the same number is told to nobody, since the number alone
 * proves nothing. Loans recorded earlier for this number become visible only where the bank knew this phone.
 *
 * Fails: malformed (identity number), weak-password, wrong-credentials (code), already-exists (phone or user name).
 */
export async function registerBorrower<Opened extends JsonValue>(
  context: VisitorContext,
  input: RegisterBorrower,
  openSession: OpenSession<Opened>,
): Promise<Opened> {
  const { system } = context;
  const identity = readIdentity(input.identityKind, input.identityNumber);
  if (!identity) throw new DomainError('malformed', { field: 'identityNumber' });
  assertStrongPassword(input.password, input.username);
  await spendCode(context, 'registration', input.phone, input.code);
  const passwordHash = await hashPassword(input.password);
  try {
    return await runCommand(context, 'user.register', async (unit) => {
      const userId = await addBorrowerAccount(
        system,
        unit,
        { ...input, identityNumber: identity.number },
        passwordHash,
      );
      return openSession(system, unit, { id: userId, sessionVersion: 0 });
    });
  } catch (error) {
    if (error instanceof UniqueConstraintError) throw new DomainError('already-exists', { what: 'username' });
    throw error;
  }
}

/** The part of the command that the demo shares: account, consents and audit event. The identity number is checked already. */
export async function addBorrowerAccount(
  system: System,
  unit: UnitOfWork,
  {
    username,
    name,
    phone,
    identityNumber,
  }: Pick<RegisterBorrower, 'username' | 'name' | 'phone' | 'identityNumber'>,
  passwordHash: string,
): Promise<number> {
  const { cipher } = system;
  const { transaction, now } = unit;
  const phoneIndex = cipher.blindIndex('phone', phone);
  const personIndex = cipher.blindIndex('identity', identityNumber);
  await settleIndexes(system, transaction, [phoneIndex, personIndex]);
  if (await findRow(User, { where: { phoneIndex, role: 'borrower' }, transaction })) {
    throw new DomainError('already-exists', { what: 'phone' });
  }
  const userId = await insertRow(
    User,
    {
      organisationId: null,
      username,
      displayName: name,
      role: 'borrower',
      personIndex,
      identityCipher: cipher.encrypt(identityNumber, 'users.identity'),
      phoneCipher: cipher.encrypt(phone, 'users.phone'),
      phoneIndex,
      passwordHash,
      passwordSetAt: now,
      mustChangePasswordFlag: 0,
      failedLogins: 0,
      sessionVersion: 0,
      createdAt: now,
      version: 0,
    },
    transaction,
  );
  await updateRows(
    Borrower,
    { userId },
    { identityIndex: personIndex, phoneIndex, userId: null },
    transaction,
  );
  await recordConsents(unit, userId);
  unit.record({
    organisationId: await platformOrganisationId(transaction),
    subjectKind: 'user',
    subjectId: userId,
    detail: { role: 'borrower', consents: REGISTRATION_CONSENTS.map(({ kind }) => kind) },
  });
  return userId;
}

async function recordConsents({ transaction, now }: UnitOfWork, userId: number): Promise<void> {
  for (const consent of REGISTRATION_CONSENTS) {
    await insertRow(
      Consent,
      {
        userId,
        kind: consent.kind,
        textVersion: consent.version,
        textHash: textHashOf(consent),
        givenAt: now,
      },
      transaction,
    );
  }
}
