import { expect } from 'chai';
import { ErasureRun } from '../../../models/erasure-run.js';
import { deleteRows } from '../../../models/rows.js';
import { inTransaction } from '../../../models/transaction.js';
import { openTestDatabase } from '../../support/database.js';
import type { Scenarios, World } from './world.js';

const ERASURES = '/api/v1/erasure-runs';

interface Proposed {
  readonly erasureRunId: string;
  readonly contentHash: string;
}

/** A proposed erasure in place of any other: one at a time is open. */
export async function proposedErasure(world: World): Promise<Proposed> {
  await forgetErasures();
  const reply = await (await world.logIn('system.admin')).post(ERASURES);
  expect(reply.status, reply.text).to.equal(201);
  return reply.body as Proposed;
}

async function forgetErasures(): Promise<void> {
  await inTransaction(await openTestDatabase(), (transaction) => deleteRows(ErasureRun, {}, transaction));
}

/** What the checker repeats. */
async function verdict(world: World): Promise<{ readonly path: string; readonly contentHash: string }> {
  const { erasureRunId, contentHash } = await proposedErasure(world);
  return { path: `${ERASURES}/${erasureRunId}`, contentHash };
}

export const ERASURE_SCENARIOS: Scenarios = {
  proposeErasureRun: async (world) => {
    await forgetErasures();
    return (await world.logIn('system.admin')).post(ERASURES);
  },
  listErasureRuns: async (world) => {
    await proposedErasure(world);
    return (await world.logIn('audit.admin')).get(ERASURES);
  },
  getErasureRun: async (world) => {
    const { path } = await verdict(world);
    return (await world.logIn('auditor')).get(path);
  },
  approveErasureRun: async (world) => {
    const { path, contentHash } = await verdict(world);
    return (await world.logIn('security.admin')).post(`${path}/approve`).send({ contentHash });
  },
  declineErasureRun: async (world) => {
    const { path, contentHash } = await verdict(world);
    return (await world.logIn('security.admin'))
      .post(`${path}/decline`)
      .send({ contentHash, reason: '名单需复核' });
  },
};
