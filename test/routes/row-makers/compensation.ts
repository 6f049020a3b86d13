import type { Role } from '../../../server/core/roles.js';
import type { TestApp } from '../../support/app.js';
import { claimAt, overdueLoan } from '../../support/compensation.js';
import { claimIn, receiptIn } from '../scenarios/compensation-claims.js';
import type { World } from '../scenarios/world.js';
import type { RowMaker } from './row-maker.js';

const CITY: ReadonlySet<Role> = new Set([
  'municipal-officer',
  'municipal-supervisor',
  'finance-approver',
  'auditor',
]);

const kept = new WeakMap<World, Map<string, Promise<string>>>();

/** Nothing here changes a claim, so that one of each sort is enough for a world. */
function once(world: World, sort: string, make: () => Promise<string>): Promise<string> {
  const known = kept.get(world) ?? new Map<string, Promise<string>>();
  kept.set(world, known);
  const made = known.get(sort) ?? make();
  known.set(sort, made);
  return made;
}

const ownClaim = (world: World): Promise<string> =>
  once(world, 'own', async () => (await claimIn(world, 'evidence')).id);

const foreignClaim = (world: World): Promise<string> =>
  once(world, 'foreign', async () => {
    const app = world as unknown as TestApp;
    const { id } = await overdueLoan(app, { foreign: true });
    return String((await claimAt(app, id, 'evidence', true)).claimId);
  });

export const COMPENSATION_CLAIM_ROW: RowMaker = {
  own: ownClaim,
  foreign: async (world, role) => (CITY.has(role) ? undefined : foreignClaim(world)),
};

const paperOf = async (world: World, claimId: string): Promise<string> => {
  const reader = await world.logIn('auditor');
  const { body } = await reader.get(`/api/v1/compensation-claims/${claimId}`);
  return String(body.evidence[0].evidenceId);
};

/** A paper of the claim that `COMPENSATION_CLAIM_ROW` gives, and one of another claim. */
export const COMPENSATION_EVIDENCE_ROW: RowMaker = {
  own: async (world) => paperOf(world, await ownClaim(world)),
  foreign: async (world) => paperOf(world, await foreignClaim(world)),
};

/** A receipt of another claim than the one that `COMPENSATION_CLAIM_ROW` gives: only together with its own it is found. */
const receipt = (world: World): Promise<string> =>
  once(world, 'receipt', async () => String((await receiptIn(world)).reply.body.recoveryId));

export const RECOVERY_ROW: RowMaker = { own: receipt, foreign: receipt };
