import type { Endpoint } from '../endpoint.js';
import { CALCULATOR_ENDPOINTS } from './calculators/index.js';
import { POLICY_ENDPOINTS } from './policy/index.js';

/** Every operation under /api. What is not listed here does not exist. */
export const API_ENDPOINTS: readonly Endpoint[] = [...CALCULATOR_ENDPOINTS, ...POLICY_ENDPOINTS];
