import type { TestApp } from '../../support/app.js';
import { bodyOf, buildDraft } from '../../support/applications.js';
import { agreeToLookUps } from '../../support/rosters.js';
import type { Scenarios, World } from './world.js';

const CONSENT = '/api/v1/registry-consent';

/** A draft whose founder has agreed to look-ups. */
async function agreedDraft(world: World) {
  const built = await buildDraft(world as TestApp);
  await agreeToLookUps(built.founder.client);
  return built;
}

export const REGISTRY_LOOK_UP_SCENARIOS: Scenarios = {
  getRegistryConsent: async (world) => (await world.logIn('borrower')).get(CONSENT),
  decideRegistryConsent: async (world) => {
    const borrower = await world.logIn('other.borrower');
    const { text } = bodyOf(await borrower.get(CONSENT), 200) as unknown as { text: { version: string } };
    return borrower.put(CONSENT).send({ given: true, textVersion: text.version });
  },
  lookUpRegistries: async (world) => {
    const { path, founder } = await agreedDraft(world);
    return founder.client.post(`${path}/registry-look-ups`);
  },
  listOwnRegistryLookUps: async (world) => {
    const { path, founder } = await agreedDraft(world);
    await founder.client.post(`${path}/registry-look-ups`);
    return founder.client.get('/api/v1/registry-look-ups?limit=2');
  },
  listRegistryLookUps: async (world) => {
    const { path, founder } = await agreedDraft(world);
    await founder.client.post(`${path}/registry-look-ups`);
    return founder.client.get(`${path}/registry-look-ups?limit=2`);
  },
};
