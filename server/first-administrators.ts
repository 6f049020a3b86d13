import { ConfigError } from './config-error.js';
import { readIdentity } from './core/identity-number.js';
import type { FirstAdministrator, FirstAdministrators } from './users/install-administrators.js';

/** What to set when nobody can open accounts yet. */
export const HOW_TO_NAME_ADMINISTRATORS =
  'FIRST_ADMINISTRATORS: write `user name:name:ID number` of the system, the security and the audit administrator, with commas ' +
  'between: three persons, user names in small letters, ID numbers of 18 characters with a right check digit';

/** `user name:name:ID number` of the system, security and audit administrator, in this order, with commas between. */
export function firstAdministrators(text: string): FirstAdministrators {
  const people = text.split(',').map((part): FirstAdministrator => {
    const [, username, displayName, number] =
      /^\s*([a-z][a-z0-9._-]{2,31}):([^:]{1,64}):([0-9A-Za-z]{18})\s*$/.exec(part) ?? [];
    const identity = readIdentity('resident-identity-card', number ?? '');
    if (!username || !displayName || !identity) throw new ConfigError(HOW_TO_NAME_ADMINISTRATORS);
    return {
      username,
      displayName,
      identityKind: 'resident-identity-card',
      identityNumber: identity.number,
    };
  });
  const [system, security, audit, ...more] = people;
  const persons = new Set(people.map(({ identityNumber }) => identityNumber));
  const names = new Set(people.map(({ username }) => username));
  if (!system || !security || !audit || more.length > 0 || persons.size < 3 || names.size < 3)
    throw new ConfigError(HOW_TO_NAME_ADMINISTRATORS);
  return {
    'system-administrator': system,
    'security-administrator': security,
    'audit-administrator': audit,
  };
}
