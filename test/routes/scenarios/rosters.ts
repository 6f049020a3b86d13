import type { TestApp } from '../../support/app.js';
import { identityNumberOf } from '../../support/people.js';
import { bringRoster, PERSON_HEADER, personRow, rosterOf } from '../../support/rosters.js';
import type { Scenarios } from './world.js';

const ROSTERS = '/api/v1/rosters';

export const ROSTER_SCENARIOS: Scenarios = {
  createRoster: async (world) =>
    (await world.logIn('centre.maker'))
      .post(ROSTERS)
      .field('registry', 'registered-unemployed')
      .field('mode', 'snapshot')
      .field('sourceOffice', '市就业中心')
      .field('documentNumber', '穗就业函〔2025〕8号')
      .field('asOfOn', '2025-03-20')
      .attach('file', Buffer.from(`${PERSON_HEADER}\n${personRow(identityNumberOf(7))}\n`), '失业登记.csv'),
  listRosters: async (world) => {
    await bringRoster(world as TestApp, { registry: 'publicly-paid', rows: [] });
    return (await world.logIn('auditor')).get(`${ROSTERS}?registry=publicly-paid`);
  },
  getRoster: async (world) => {
    const rosterId = await rosterOf(world as TestApp);
    return (await world.logIn('finance.approver')).get(`${ROSTERS}/${rosterId}`);
  },
  listRegistries: async (world) => (await world.logIn('centre.checker')).get('/api/v1/registries'),
};
