import type { Scenarios } from './world.js';

export const AUDIT_SCENARIOS: Scenarios = {
  listAuditEvents: async ({ logIn }) =>
    (await logIn('auditor')).get('/api/v1/audit-events').query({ limit: '5' }),
  getAuditEvent: async ({ logIn }) => {
    const auditor = await logIn('auditor');
    const { body } = await auditor.get('/api/v1/audit-events').query({ limit: '1' });
    return auditor.get(
      `/api/v1/audit-events/${(body as { items: { eventId: string }[] }).items[0]?.eventId}`,
    );
  },
  listAuditChains: async ({ logIn }) => (await logIn('audit.admin')).get('/api/v1/audit-chains'),
  verifyAuditChain: async ({ logIn, organisationIds }) =>
    (await logIn('auditor')).get(`/api/v1/audit-chains/${organisationIds['bank']}/verification`),
  listAuditDeposits: async ({ logIn }) => (await logIn('auditor')).get('/api/v1/audit-deposits'),
};
