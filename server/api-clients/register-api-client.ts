import { randomBytes } from 'node:crypto';
import { ApiClient } from '../../models/api-client.js';
import { Organisation } from '../../models/organisation.js';
import { findRow, insertRow } from '../../models/rows.js';
import { User } from '../../models/user.js';
import type { MachineScope } from '../auth/machine-scopes.js';
import { hashPassword, temporaryPassword } from '../auth/passwords.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';

/** A bank's system that is to call by itself, and how far it may go. */
export interface NewApiClient {
  readonly organisationId: number;
  readonly name: string;
  readonly scopes: readonly MachineScope[];
  readonly requestsPerMinute: number;
  /** Whether its writes are taken only with a signature; without one only while a bank tries things out. */
  readonly signedWrites: boolean;
}

export type RegisteredApiClient = { readonly apiClientId: number; readonly clientCode: string };

/**
 * Registers a bank's system. It can do nothing yet: its credentials come from the security administrator, so that no single
 * administrator makes a working one. Its account has a password that nobody knows. Fails: not-found (a bank in use).
 */
export async function registerApiClient(context: Context, input: NewApiClient): Promise<RegisteredApiClient> {
  const passwordHash = await hashPassword(temporaryPassword());
  const clientCode = `bank-${randomBytes(10).toString('hex')}`;
  return runCommand(context, 'api-client.register', async (unit) => ({
    apiClientId: await addApiClient(unit, context.actor.userId, input, { clientCode, passwordHash }),
    clientCode,
  }));
}

/** The part of the command that needs no actor: check, account, row and audit event. Returns the client's id. */
export async function addApiClient(
  unit: UnitOfWork,
  registeredByUserId: number,
  input: NewApiClient,
  { clientCode, passwordHash }: { readonly clientCode: string; readonly passwordHash: string },
): Promise<number> {
  const { transaction, now } = unit;
  const { organisationId, name, scopes, requestsPerMinute, signedWrites } = input;
  const where = { id: organisationId, kind: 'bank', disabledAt: null } as const;
  if (!(await findRow(Organisation, { where, transaction }))) throw new DomainError('not-found');
  const userId = await openAccount(unit, input, clientCode, passwordHash);
  const apiClientId = await insertRow(
    ApiClient,
    {
      clientCode,
      organisationId,
      userId,
      name,
      scopesJson: JSON.stringify(scopes),
      requestsPerMinute,
      signedWritesFlag: signedWrites ? 1 : 0,
      registeredByUserId,
      createdAt: now,
      disabledAt: null,
    },
    transaction,
  );
  const detail = { clientCode, scopes: [...scopes], requestsPerMinute, signedWrites };
  unit.record({ organisationId, subjectKind: 'api-client', subjectId: apiClientId, detail });
  return apiClientId;
}

/** The account under which the client's facts are recorded. It belongs to no natural person, so it can never check anybody's work. */
async function openAccount(
  { transaction, now }: UnitOfWork,
  { organisationId, name }: NewApiClient,
  clientCode: string,
  passwordHash: string,
): Promise<number> {
  return insertRow(
    User,
    {
      organisationId,
      username: clientCode,
      displayName: name,
      role: 'bank-machine',
      personIndex: null,
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
}
