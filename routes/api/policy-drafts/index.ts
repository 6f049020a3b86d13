import type { Endpoint } from '../../endpoint.js';
import { DRAFTING_ENDPOINTS } from './draft-endpoints.js';
import { POLICY_IMPACT_ENDPOINTS } from './impact-endpoints.js';
import { DRAFT_READ_ENDPOINTS } from './read-endpoints.js';
import { DRAFT_STEP_ENDPOINTS } from './step-endpoints.js';

/** 政策工作台: policy is drafted, weighed and released by two persons. */
export const POLICY_DRAFT_ENDPOINTS: readonly Endpoint[] = [
  ...DRAFT_READ_ENDPOINTS,
  ...DRAFTING_ENDPOINTS,
  ...DRAFT_STEP_ENDPOINTS,
  ...POLICY_IMPACT_ENDPOINTS,
];
