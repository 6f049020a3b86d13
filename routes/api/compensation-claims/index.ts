import type { Endpoint } from '../../endpoint.js';
import { COMPENSATION_CLAIM_FILING } from './filing.js';
import { COMPENSATION_CLAIM_READS } from './reads.js';
import { RECOVERY_ENDPOINTS } from './recoveries.js';
import { COMPENSATION_CLAIM_STEPS } from './steps.js';
import { WRITE_OFF_ENDPOINTS } from './write-offs.js';

/** 代偿: claims for compensation from the first draft to the payment, what comes back, what is given up. */
export const COMPENSATION_CLAIM_ENDPOINTS: readonly Endpoint[] = [
  ...COMPENSATION_CLAIM_READS,
  ...COMPENSATION_CLAIM_FILING,
  ...COMPENSATION_CLAIM_STEPS,
  ...RECOVERY_ENDPOINTS,
  ...WRITE_OFF_ENDPOINTS,
];
