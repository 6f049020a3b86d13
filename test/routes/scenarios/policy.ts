import type { Scenarios } from './world.js';

export const POLICY_SCENARIOS: Scenarios = {
  listLoanPrimeRates: async ({ visitor }) => visitor.get('/api/v1/loan-prime-rates'),
  listPolicyParameters: async ({ visitor }) =>
    visitor.get('/api/v1/policy-parameters').query({ on: '2025-03-21' }),
};
