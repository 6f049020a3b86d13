import type { Response } from 'supertest';
import { identityNumberOf } from '../../support/people.js';
import type { Scenarios, World } from './world.js';

let opened = 0;

/** Opens another account at the bank, so that no scenario takes anything from the people of the others. */
async function openAccount({ logIn, organisationIds }: World): Promise<Response> {
  opened += 1;
  return (await logIn('system.admin')).post('/api/v1/users').send({
    organisationId: String(organisationIds['bank']),
    username: `bank.clerk.${opened}`,
    displayName: '李娜',
    role: 'bank-officer',
    identityKind: 'resident-identity-card',
    identityNumber: identityNumberOf(800 + opened),
  });
}

async function pathOfNewAccount(world: World): Promise<string> {
  const { body } = await openAccount(world);
  return `/api/v1/users/${(body as { userId: string }).userId}`;
}

export const USER_SCENARIOS: Scenarios = {
  listUsers: async ({ logIn }) => (await logIn('security.admin')).get('/api/v1/users').query({ limit: '5' }),
  createUser: openAccount,
  changeRole: async (world) => {
    const path = await pathOfNewAccount(world);
    return (await world.logIn('system.admin')).put(`${path}/role`).send({ role: 'bank-supervisor' });
  },
  disableUser: async (world) => {
    const path = await pathOfNewAccount(world);
    return (await world.logIn('security.admin')).post(`${path}/disablement`).send({ reason: '调离' });
  },
  enableUser: async (world) => {
    const path = `${await pathOfNewAccount(world)}/disablement`;
    const security = await world.logIn('security.admin');
    await security.post(path).send({ reason: '调离' });
    return security.delete(path);
  },
  unlockUser: async (world) => {
    const path = await pathOfNewAccount(world);
    return (await world.logIn('security.admin')).delete(`${path}/lock`);
  },
  resetStaffPassword: async (world) => {
    const path = await pathOfNewAccount(world);
    return (await world.logIn('security.admin')).post(`${path}/password-resets`);
  },
  resetSecondFactor: async (world) => {
    const path = await pathOfNewAccount(world);
    return (await world.logIn('security.admin')).delete(`${path}/second-factor`);
  },
};
