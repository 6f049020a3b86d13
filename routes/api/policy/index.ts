import type { Endpoint } from '../../endpoint.js';
import { listLoanPrimeRatesEndpoint } from './list-loan-prime-rates.js';
import { listPolicyParametersEndpoint } from './list-policy-parameters.js';

/** What the rules stand on, open to everybody. */
export const POLICY_ENDPOINTS: readonly Endpoint[] = [
  listLoanPrimeRatesEndpoint,
  listPolicyParametersEndpoint,
];
