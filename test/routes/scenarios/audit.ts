import type { Scenarios } from './world.js';

export const AUDIT_SCENARIOS: Scenarios = {
  listAuditEvents: async ({ logIn }) =>
    (await logIn('auditor')).get('/api/v1/audit-events').query({ limit: '5' }),
  listAuditChains: async ({ logIn }) => (await logIn('audit.admin')).get('/api/v1/audit-chains'),
  verifyAuditChain: async ({ logIn, organisationIds }) =>
    (await logIn('auditor')).get(`/api/v1/audit-chains/${organisationIds['bank']}/verification`),
  listAuditDeposits: async ({ logIn }) => (await logIn('auditor')).get('/api/v1/audit-deposits'),
};
