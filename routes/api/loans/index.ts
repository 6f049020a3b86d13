import type { Endpoint } from '../../endpoint.js';
import { DISBURSEMENT_ENDPOINTS } from './disbursement-endpoints.js';
import { LOAN_EVENT_ENDPOINTS } from './event-endpoints.js';
import { LOAN_READ_ENDPOINTS } from './read-endpoints.js';
import { REPAYMENT_ENDPOINTS } from './repayment-endpoints.js';

/** From the disbursement to the last repayment. */
export const LOAN_ENDPOINTS: readonly Endpoint[] = [
  ...DISBURSEMENT_ENDPOINTS,
  ...LOAN_READ_ENDPOINTS,
  ...REPAYMENT_ENDPOINTS,
  ...LOAN_EVENT_ENDPOINTS,
];
