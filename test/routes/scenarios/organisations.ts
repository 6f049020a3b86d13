import type { Scenarios } from './world.js';

export const ORGANISATION_SCENARIOS: Scenarios = {
  listOrganisations: async ({ logIn }) => (await logIn('borrower')).get('/api/v1/organisations'),
  createOrganisation: async ({ logIn }) =>
    (await logIn('system.admin'))
      .post('/api/v1/organisations')
      .send({ code: 'STATION02', kind: 'station', name: '海珠就业驿站', districtCode: '440105' }),
};
