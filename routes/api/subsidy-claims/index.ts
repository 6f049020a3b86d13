import type { Endpoint } from '../../endpoint.js';
import { listLoanSubsidiesEndpoint } from './list-loan-subsidies.js';
import { SUBSIDY_CLAIM_READS } from './reads.js';
import { SUBSIDY_CLAIM_STEPS } from './steps.js';

/** 贴息申报: subsidy claims from the build to the payment. */
export const SUBSIDY_CLAIM_ENDPOINTS: readonly Endpoint[] = [
  ...SUBSIDY_CLAIM_READS,
  ...SUBSIDY_CLAIM_STEPS,
  listLoanSubsidiesEndpoint,
];
