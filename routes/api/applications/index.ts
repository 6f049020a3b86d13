import type { Endpoint } from '../../endpoint.js';
import { ATTACHMENT_ENDPOINTS } from './attachment-endpoints.js';
import { DUE_DILIGENCE_ENDPOINTS } from './due-diligence-endpoints.js';
import { FILING_ENDPOINTS } from './filing-endpoints.js';
import { READ_ENDPOINTS } from './read-endpoints.js';
import { REVIEW_ENDPOINTS } from './review-endpoints.js';

/** An application from draft to approved. */
export const APPLICATION_ENDPOINTS: readonly Endpoint[] = [
  ...READ_ENDPOINTS,
  ...FILING_ENDPOINTS,
  ...ATTACHMENT_ENDPOINTS,
  ...REVIEW_ENDPOINTS,
  ...DUE_DILIGENCE_ENDPOINTS,
];
