import type { Endpoint } from '../../endpoint.js';
import { DELIVERY_ENDPOINTS } from './delivery-endpoints.js';
import { SUBSCRIPTION_ENDPOINTS } from './subscription-endpoints.js';

/** What the system tells the banks' systems, and how it went. */
export const WEBHOOK_ENDPOINTS: readonly Endpoint[] = [...SUBSCRIPTION_ENDPOINTS, ...DELIVERY_ENDPOINTS];
