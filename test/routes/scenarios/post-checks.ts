import type { Response } from 'supertest';
import type { TestApp } from '../../support/app.js';
import { bodyOf } from '../../support/applications.js';
import { postCheckOf } from '../../support/post-checks.js';
import type { Scenarios, World } from './world.js';

const CHECKS = '/api/v1/post-checks';

const checkPath = async (world: World): Promise<string> => `${CHECKS}/${await postCheckOf(world as TestApp)}`;

async function propose(world: World, path: string): Promise<Response> {
  const finding = { outcome: 'pass', reason: '资料齐全' };
  return (await world.logIn('guarantor.maker')).post(`${path}/findings`).send(finding);
}

export const POST_CHECK_SCENARIOS: Scenarios = {
  listPostChecks: async (world) => {
    await postCheckOf(world as TestApp);
    return (await world.logIn('guarantor.maker')).get(CHECKS);
  },
  getPostCheck: async (world) => {
    const path = await checkPath(world);
    bodyOf(await propose(world, path), 201);
    return (await world.logIn('guarantor.checker')).get(path);
  },
  proposePostCheckFinding: async (world) => propose(world, await checkPath(world)),
  decidePostCheckFinding: async (world) => {
    const path = await checkPath(world);
    const { payloadHash } = bodyOf(await propose(world, path), 201);
    const checker = await world.logIn('guarantor.checker');
    return checker.post(`${path}/decisions`).send({ payloadHash, outcome: 'approve' });
  },
};
