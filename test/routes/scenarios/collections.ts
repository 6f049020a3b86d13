import type { TestApp } from '../../support/app.js';
import { overdueLoan } from '../../support/collections.js';
import type { Scenarios, World } from './world.js';

const actionsPath = async (world: World): Promise<string> =>
  `/api/v1/loans/${(await overdueLoan(world as TestApp)).id}/collection-actions`;

const promiseOf = (world: World) => ({
  kind: 'call',
  actedOn: world.clock.today(),
  outcome: 'promised',
  promise: { amount: '620.00', on: '2099-01-01' },
  nextStep: { what: '到期日再次联系', on: '2099-01-01' },
});

export const COLLECTION_SCENARIOS: Scenarios = {
  listCollections: async (world) => {
    const path = await actionsPath(world);
    const bank = await world.logIn('bank.maker');
    await bank.post(path).send(promiseOf(world));
    return bank.get('/api/v1/collections?urgency=waiting');
  },
  recordCollectionAction: async (world) =>
    (await world.logIn('guarantor.maker')).post(await actionsPath(world)).send(promiseOf(world)),
  listCollectionActions: async (world) => {
    const path = await actionsPath(world);
    await (await world.logIn('bank.maker')).post(path).send(promiseOf(world));
    return (await world.logIn('auditor')).get(path);
  },
};
