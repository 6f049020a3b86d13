import { randomUUID } from 'node:crypto';
import { Organisation } from '../../models/organisation.js';
import { findRow } from '../../models/rows.js';
import { User } from '../../models/user.js';
import { addApiClient } from '../../server/api-clients/register-api-client.js';
import { MACHINE_SCOPE_NAMES } from '../../server/auth/machine-scopes.js';
import { runCommand } from '../../server/command.js';
import type { System } from '../../server/context.js';

/** The banks' own systems: they have every scope, need no signature and never come near their limit. */
const MACHINES = { 'bank.machine': 'BANK', 'other.bank.machine': 'OTHER-BANK' } as const;

export type MachineName = keyof typeof MACHINES;

/** The account of a bank's system, which is registered when it is first asked for. */
export async function findMachine(system: System, name: MachineName): Promise<User['dataValues']> {
  const known = await findRow(User, { where: { username: name } });
  if (known) return known;
  await registerMachine(system, name);
  return findMachine(system, name);
}

export const isMachine = (name: string): name is MachineName => Object.hasOwn(MACHINES, name);

async function registerMachine(system: System, name: MachineName): Promise<void> {
  const bank = await findRow(Organisation, { where: { code: MACHINES[name] } });
  const administrator = await findRow(User, { where: { username: 'system.admin' } });
  const client = {
    organisationId: bank?.id ?? 0,
    name,
    scopes: MACHINE_SCOPE_NAMES,
    requestsPerMinute: 60_000,
    signedWrites: false,
  };
  const account = { clientCode: name, passwordHash: 'none' };
  const context = { system, requestId: randomUUID(), language: 'zh' } as const;
  await runCommand(context, 'api-client.register', async (unit) => ({
    id: await addApiClient(unit, administrator?.id ?? 0, client, account),
  }));
}
