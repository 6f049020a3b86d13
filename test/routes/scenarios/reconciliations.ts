import type { Response } from 'supertest';
import type { TestApp } from '../../support/app.js';
import type { Username } from '../../support/people.js';
import { anyBreak } from '../../support/reconciliation.js';
import { BREAK_ROW, RECONCILIATION_ROW } from '../row-makers/reconciliation.js';
import type { Scenarios, World } from './world.js';

const BREAKS = '/api/v1/reconciliation-breaks';

/** Sends something about a new break as one person. */
async function about(world: World, username: Username, path: string, body: object): Promise<Response> {
  const { id, version } = await anyBreak(world as TestApp);
  return (await world.logIn(username)).post(`${BREAKS}/${id}/${path}`).send({ version, ...body });
}

export const RECONCILIATION_SCENARIOS: Scenarios = {
  listReconciliations: async (world) => {
    await RECONCILIATION_ROW.own(world, 'bank-officer');
    return (await world.logIn('auditor')).get('/api/v1/reconciliations?bankCode=BANK');
  },
  compareBalances: async (world) => {
    const id = await RECONCILIATION_ROW.own(world, 'bank-officer');
    return (await world.logIn('bank.maker')).post(`/api/v1/reconciliations/${id}/comparisons`);
  },
  listBreaks: async (world) => {
    await anyBreak(world as TestApp);
    const query = `state=open&cause=unknown-loan&bankCode=BANK&minimumAge=0&balanceOn=${world.clock.today()}`;
    return (await world.logIn('finance.approver')).get(`${BREAKS}?${query}`);
  },
  getBreak: async (world) =>
    (await world.logIn('bank.checker')).get(`${BREAKS}/${await BREAK_ROW.own(world, 'bank-supervisor')}`),
  assignBreak: async (world) => {
    const { id, version } = await anyBreak(world as TestApp);
    const ownerUserId = String(world.userIds['bank.maker']);
    return (await world.logIn('bank.checker'))
      .put(`${BREAKS}/${id}/owner`)
      .send({ ownerUserId, reason: '经办柜台', version });
  },
  remarkOnBreak: async (world) =>
    about(world, 'bank.maker', 'remarks', { kind: 'explain', text: '合同编号有误，将重报' }),
  recheckBreak: async (world) => {
    const id = await BREAK_ROW.own(world, 'bank-officer');
    return (await world.logIn('bank.maker')).post(`${BREAKS}/${id}/comparisons`);
  },
  acceptBreak: async (world) => about(world, 'centre.checker', 'acceptance', { reason: '非创业担保贷款' }),
  reopenBreak: async (world) => {
    const { id, version } = await anyBreak(world as TestApp);
    const path = `${BREAKS}/${id}`;
    await (await world.logIn('centre.checker')).post(`${path}/acceptance`).send({ reason: '尾差', version });
    return (await world.logIn('centre.maker'))
      .post(`${path}/reopening`)
      .send({ reason: '再核一次', version: version + 1 });
  },
};
