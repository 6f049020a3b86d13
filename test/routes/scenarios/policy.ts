import request from 'supertest';
import type { Scenarios } from './world.js';

export const POLICY_SCENARIOS: Scenarios = {
  listLoanPrimeRates: async ({ app }) => request(app).get('/api/v1/loan-prime-rates'),
  listPolicyParameters: async ({ app }) =>
    request(app).get('/api/v1/policy-parameters').query({ on: '2025-03-21' }),
};
