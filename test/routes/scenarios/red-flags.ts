import type { TestApp } from '../../support/app.js';
import { capFlag, concluded, deathFlag, followedUp, whitelisting } from '../../support/red-flags.js';
import type { Scenarios } from './world.js';

const FLAGS = '/api/v1/red-flags';
const TYPICAL = { title: '借款人死亡未报告', lesson: '银行应按季核对借款人状况' };

export const RED_FLAG_SCENARIOS: Scenarios = {
  listRedFlags: async (world) => {
    const { loanId } = await deathFlag(world as TestApp);
    const query = `state=found&rule=borrower-deceased&riskLevel=high&loanId=${loanId}`;
    return (await world.logIn('district.reviewer')).get(`${FLAGS}?${query}`);
  },
  getRedFlag: async (world) => {
    const flag = await deathFlag(world as TestApp);
    await concluded(world as TestApp, flag);
    return (await world.logIn('auditor')).get(`${FLAGS}/${flag.id}`);
  },
  workOnRedFlag: async (world) => {
    const { id, version } = await deathFlag(world as TestApp);
    return (await world.logIn('district.reviewer'))
      .post(`${FLAGS}/${id}/steps`)
      .send({ kind: 'serve', text: '已联系家属', version });
  },
  proposeRedFlagConclusion: async (world) => {
    const { id, version } = await followedUp(world as TestApp, await deathFlag(world as TestApp));
    return (await world.logIn('centre.maker')).post(`${FLAGS}/${id}/conclusions`).send({
      version,
      conclusion: 'subsidy-stopped',
      reason: '借款人已死亡',
      stopsFrom: '2025-03-21',
      typicalCase: TYPICAL,
    });
  },
  decideRedFlagConclusion: async (world) => {
    const flag = await deathFlag(world as TestApp);
    const payloadHash = await concluded(world as TestApp, flag);
    return (await world.logIn('centre.checker'))
      .post(`${FLAGS}/${flag.id}/decisions`)
      .send({ payloadHash, outcome: 'approve' });
  },
  downloadRedFlagCircular: async (world) =>
    (await world.logIn('auditor')).get(
      `/api/v1/circulars/red-flags/file?month=${world.clock.today().slice(0, 7)}&format=xlsx`,
    ),
  getRedFlagCircular: async (world) => {
    const flag = await deathFlag(world as TestApp);
    const payloadHash = await concluded(world as TestApp, flag, { typicalCase: TYPICAL });
    const checker = await world.logIn('centre.checker');
    await checker.post(`${FLAGS}/${flag.id}/decisions`).send({ payloadHash, outcome: 'approve' });
    return (await world.logIn('finance.approver')).get(
      `/api/v1/circulars/red-flags?month=${world.clock.today().slice(0, 7)}`,
    );
  },
  requestRedFlagRun: async (world) => (await world.logIn('centre.maker')).post('/api/v1/red-flag-runs'),
  listRedFlagRuns: async (world) => {
    await deathFlag(world as TestApp);
    return (await world.logIn('auditor')).get('/api/v1/red-flag-runs');
  },
  proposeWhitelisting: async (world) => {
    const { id } = await capFlag(world as TestApp);
    return (await world.logIn('centre.maker'))
      .post(`${FLAGS}/${id}/whitelistings`)
      .send({ reason: '经市政府批准的项目', endsOn: '2025-09-01' });
  },
  listAuditWhitelist: async (world) => {
    await whitelisting(world as TestApp, await capFlag(world as TestApp));
    return (await world.logIn('auditor')).get('/api/v1/audit-whitelist-entries?state=proposed');
  },
  decideWhitelisting: async (world) => {
    const { entryId, payloadHash } = await whitelisting(world as TestApp, await capFlag(world as TestApp));
    return (await world.logIn('centre.checker'))
      .post(`/api/v1/audit-whitelist-entries/${entryId}/decisions`)
      .send({ payloadHash, outcome: 'approve' });
  },
};
