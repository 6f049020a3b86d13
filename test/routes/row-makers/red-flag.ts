import type { TestApp } from '../../support/app.js';
import { capFlag, whitelisting } from '../../support/red-flags.js';
import type { World } from '../scenarios/world.js';
import type { RowMaker } from './row-maker.js';

const flags = new WeakMap<World, Map<boolean, Promise<number>>>();

/** A flag of the first district, or of the other one. What the matrix asks changes nothing, so that one of each is enough. */
function flagIn(world: World, foreign: boolean): Promise<number> {
  const known = flags.get(world) ?? new Map<boolean, Promise<number>>();
  flags.set(world, known);
  const made = known.get(foreign) ?? capFlag(world as TestApp, foreign).then(({ id }) => id);
  known.set(foreign, made);
  return made;
}

export const RED_FLAG_ROW: RowMaker = {
  own: async (world) => String(await flagIn(world, false)),
  foreign: async (world, role) =>
    role === 'district-reviewer' ? String(await flagIn(world, true)) : undefined,
};

export const WHITELIST_ENTRY_ROW: RowMaker = {
  own: async (world) => (await whitelisting(world as TestApp, await capFlag(world as TestApp))).entryId,
  foreign: async () => undefined,
};
