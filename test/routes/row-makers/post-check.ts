import type { TestApp } from '../../support/app.js';
import { postCheckOf } from '../../support/post-checks.js';
import type { RowMaker } from './row-maker.js';

const ONE_SIDED = new Set(['bank-officer', 'bank-supervisor', 'guarantor-officer', 'guarantor-supervisor']);

/** A check of the first bank and guarantor; of the other ones, where the role is a party. */
export const POST_CHECK_ROW: RowMaker = {
  own: async (world) => String(await postCheckOf(world as TestApp)),
  foreign: async (world, role) =>
    ONE_SIDED.has(role) ? String(await postCheckOf(world as TestApp, 'noted', true)) : undefined,
};
