import { randomUUID } from 'node:crypto';
import type { Transaction } from 'sequelize';
import { User } from '../../models/user.js';
import { findRow } from '../../models/rows.js';
import { hashPassword, temporaryPassword } from '../auth/passwords.js';
import { runCommand } from '../command.js';
import type { System } from '../context.js';
import { lockPlatform } from '../organisations/platform.js';
import { addUser, type NewUser } from './create-user.js';
import { ADMINISTRATOR_ROLES } from './role-organisations.js';

type AdministratorRole = (typeof ADMINISTRATOR_ROLES)[number];

/** Who becomes one of the first administrators. */
export type FirstAdministrator = Pick<
  NewUser,
  'username' | 'displayName' | 'identityKind' | 'identityNumber'
>;

/** Another instance opened the accounts in the meantime. */
class OthersWereFaster extends Error {}

/** The password to hand over; it has to be changed at the first log-in. */
export interface InstalledAdministrator {
  readonly role: AdministratorRole;
  readonly username: string;
  readonly temporaryPassword: string;
}

export type FirstAdministrators = Readonly<Record<AdministratorRole, FirstAdministrator>>;

/** Whether there is anybody who can open accounts, or ever was. */
export async function hasAdministrators(transaction?: Transaction): Promise<boolean> {
  return (await findRow(User, { where: { role: ADMINISTRATOR_ROLES }, transaction })) !== null;
}

/**
 * Opens the three administrators' accounts of a new installation, for three natural persons, so that there is somebody to open
 * all others. Gives none when there is an administrator already: of instances that start at the same moment one opens them. Fails:
 * already-exists when one person stands for two, malformed.
 */
export async function installAdministrators(
  system: System,
  people: FirstAdministrators,
): Promise<InstalledAdministrator[]> {
  if (await hasAdministrators()) return [];
  const passwords = ADMINISTRATOR_ROLES.map(temporaryPassword);
  const hashes = await Promise.all(passwords.map(hashPassword));
  try {
    await runCommand({ system, requestId: randomUUID(), language: 'zh' }, 'user.create', async (unit) => {
      const organisationId = await lockPlatform(unit.transaction);
      if (await hasAdministrators(unit.transaction)) throw new OthersWereFaster();
      for (const [index, role] of ADMINISTRATOR_ROLES.entries()) {
        const password = { hash: hashes[index] ?? '', mustChange: true };
        await addUser(system, unit, { ...people[role], organisationId, role }, password);
      }
      return {};
    });
  } catch (error) {
    if (error instanceof OthersWereFaster) return [];
    throw error;
  }
  return ADMINISTRATOR_ROLES.map((role, index) => ({
    role,
    username: people[role].username,
    temporaryPassword: passwords[index] ?? '',
  }));
}
