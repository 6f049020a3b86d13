import type { TestApp } from '../../support/app.js';
import { rosterOf } from '../../support/rosters.js';
import type { RowMaker } from './row-maker.js';

export const ROSTER_ROW: RowMaker = {
  own: async (world) => String(await rosterOf(world as TestApp)),
  foreign: async () => undefined,
};
