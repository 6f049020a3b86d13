import type { TestApp } from '../../support/app.js';
import { buildFounder } from '../../support/applications.js';
import type { Scenarios } from './world.js';

export const PERSONAL_COPY_SCENARIOS: Scenarios = {
  copyPersonalData: async (world) => {
    const { client } = await buildFounder(world as TestApp);
    return client.post('/api/v1/personal-data-copies');
  },
};
