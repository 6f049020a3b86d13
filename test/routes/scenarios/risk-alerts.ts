import type { TestApp } from '../../support/app.js';
import { alertOfClosure } from '../../support/risk-alerts.js';
import type { Scenarios } from './world.js';

const ALERTS = '/api/v1/risk-alerts';

export const RISK_ALERT_SCENARIOS: Scenarios = {
  listRiskAlerts: async (world) => {
    const { loanId } = await alertOfClosure(world as TestApp);
    const query = `state=open&rule=business-closed&severity=high&own=true&late=false&loanId=${loanId}`;
    return (await world.logIn('district.reviewer')).get(`${ALERTS}?${query}`);
  },
  getRiskAlert: async (world) => {
    const { id, version } = await alertOfClosure(world as TestApp);
    const centre = await world.logIn('centre.maker');
    await centre.post(`${ALERTS}/${id}/actions`).send({ kind: 'start', text: '已联系街道', version });
    return (await world.logIn('guarantor.maker')).get(`${ALERTS}/${id}`);
  },
  assignRiskAlert: async (world) => {
    const { id, version } = await alertOfClosure(world as TestApp);
    const ownerUserId = String(world.userIds['bank.maker']);
    return (await world.logIn('district.reviewer'))
      .put(`${ALERTS}/${id}/owner`)
      .send({ ownerUserId, reason: '请银行上门核实', version });
  },
  actOnRiskAlert: async (world) => {
    const { id, version } = await alertOfClosure(world as TestApp);
    return (await world.logIn('district.reviewer'))
      .post(`${ALERTS}/${id}/actions`)
      .send({ kind: 'dismiss', text: '仅为迁址', version });
  },
};
