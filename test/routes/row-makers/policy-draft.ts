import { draftedPolicy, finishedImpact } from '../scenarios/policy-drafts.js';
import type { RowMaker } from './row-maker.js';

export const POLICY_DRAFT_ROW: RowMaker = {
  own: (world) => draftedPolicy(world),
  foreign: async () => undefined,
};

export const POLICY_IMPACT_ROW: RowMaker = {
  own: (world) => finishedImpact(world),
  foreign: async () => undefined,
};
