import { proposedErasure } from '../scenarios/erasure-runs.js';
import type { RowMaker } from './row-maker.js';

/** An erasure; those who may look see all of them. */
export const ERASURE_ROW: RowMaker = {
  own: async (world) => (await proposedErasure(world)).erasureRunId,
  foreign: async () => undefined,
};
