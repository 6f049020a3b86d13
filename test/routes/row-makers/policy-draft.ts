import { draftedPolicy, finishedImpact } from '../scenarios/policy-drafts.js';
import type { RowMaker } from './row-maker.js';

export const POLICY_DRAFT_ROW: RowMaker = {
  own: (world) => draftedPolicy(world),
  foreign: async () => undefined,
};

/** A parameter is known by its name, and there for all who read policy. */
export const POLICY_PARAMETER_ROW: RowMaker = {
  own: async () => 'cap-individual',
  foreign: async () => undefined,
};

export const POLICY_IMPACT_ROW: RowMaker = {
  own: (world) => finishedImpact(world),
  foreign: async () => undefined,
};
