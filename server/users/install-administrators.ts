import { randomUUID } from 'node:crypto';
import { User } from '../../models/user.js';
import { findRows } from '../../models/rows.js';
import { hashPassword, temporaryPassword } from '../auth/passwords.js';
import { runCommand } from '../command.js';
import type { System } from '../context.js';
import { DomainError } from '../core/errors.js';
import { lockPlatform } from '../organisations/platform.js';
import { addUser, type NewUser } from './create-user.js';
import { ADMINISTRATOR_ROLES } from './role-organisations.js';

type AdministratorRole = (typeof ADMINISTRATOR_ROLES)[number];

/** Who becomes one of the first administrators. */
export type FirstAdministrator = Pick<
  NewUser,
  'username' | 'displayName' | 'identityKind' | 'identityNumber'
>;

/** The password to hand over; it has to be changed at the first log-in. */
export interface InstalledAdministrator {
  readonly username: string;
  readonly temporaryPassword: string;
}

/**
 * Opens the three administrators' accounts of a new installation, for three natural persons, so that there is somebody to open
 * all others. Fails: already-exists when there is an administrator already or one person stands for two, malformed.
 */
export async function installAdministrators(
  system: System,
  people: Readonly<Record<AdministratorRole, FirstAdministrator>>,
): Promise<InstalledAdministrator[]> {
  const passwords = ADMINISTRATOR_ROLES.map(temporaryPassword);
  const hashes = await Promise.all(passwords.map(hashPassword));
  await runCommand({ system, requestId: randomUUID(), language: 'zh' }, 'user.create', async (unit) => {
    const organisationId = await lockPlatform(unit.transaction);
    const present = await findRows(User, {
      where: { role: ADMINISTRATOR_ROLES },
      limit: 1,
      transaction: unit.transaction,
    });
    if (present.length > 0) throw new DomainError('already-exists', { what: 'administrator' });
    for (const [index, role] of ADMINISTRATOR_ROLES.entries()) {
      const password = { hash: hashes[index] ?? '', mustChange: true };
      await addUser(system, unit, { ...people[role], organisationId, role }, password);
    }
    return {};
  });
  return ADMINISTRATOR_ROLES.map((role, index) => ({
    username: people[role].username,
    temporaryPassword: passwords[index] ?? '',
  }));
}
