import type { Role } from '../../../server/core/roles.js';
import type { Username } from '../../support/people.js';
import { allotBudget } from '../scenarios/budgets.js';
import { bookedAccount } from '../scenarios/ledger-accounts.js';
import { approvedRun } from '../scenarios/payment-runs.js';
import { buildClaim } from '../scenarios/subsidy-claims.js';
import type { World } from '../scenarios/world.js';
import type { RowMaker } from './row-maker.js';

const OF_A_BANK: ReadonlySet<Role> = new Set(['bank-officer', 'bank-supervisor']);

const claims = new WeakMap<World, Map<Username, Promise<string>>>();

/** The draft of somebody's bank. Nothing here changes it, so that one for each world is enough: quarters are few. */
function draftOf(world: World, username: Username): Promise<string> {
  const known = claims.get(world) ?? new Map<Username, Promise<string>>();
  claims.set(world, known);
  const made = known.get(username) ?? buildClaim(world, username).then(({ id }) => id);
  known.set(username, made);
  return made;
}

export const SUBSIDY_CLAIM_ROW: RowMaker = {
  own: (world) => draftOf(world, 'bank.maker'),
  foreign: async (world, role) => (OF_A_BANK.has(role) ? draftOf(world, 'other.bank.maker') : undefined),
};

export const BUDGET_ROW: RowMaker = {
  own: (world) => allotBudget(world),
  foreign: async () => undefined,
};

export const LEDGER_ACCOUNT_ROW: RowMaker = {
  own: (world) => bookedAccount(world),
  foreign: async () => undefined,
};

export const PAYMENT_RUN_ROW: RowMaker = {
  own: approvedRun,
  foreign: async () => undefined,
};
