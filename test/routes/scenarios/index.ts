import { CALCULATOR_SCENARIOS } from './calculators.js';
import { POLICY_SCENARIOS } from './policy.js';
import type { Scenarios } from './world.js';

/** One scenario for every operation, one file for every tag. */
export const SCENARIOS: Scenarios = { ...CALCULATOR_SCENARIOS, ...POLICY_SCENARIOS };
