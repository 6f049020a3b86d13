import { randomUUID } from 'node:crypto';
import type { Response } from 'supertest';
import type { TestApp } from '../../support/app.js';
import { insertLoan } from '../../support/subsidies.js';
import { takeSteps } from './subsidy-claims.js';
import type { Scenarios, World } from './world.js';

const RUNS = '/api/v1/payment-runs';

interface Proposal {
  readonly id: string;
  readonly payloadHash: string;
}

/** Prepares the payment of a new claim; whatever its quarter, a loan earns a subsidy in it. */
async function propose(world: World): Promise<Response> {
  const { system, organisationIds } = world as TestApp;
  const office = { system, districtId: organisationIds.district, bankId: organisationIds['bank'] ?? 0 };
  for (const disbursedOn of ['2021-01-05', '2023-11-01']) await insertLoan(office, { disbursedOn });
  const { claim } = await takeSteps(world, 'funding');
  return (await world.logIn('centre.maker'))
    .post(`/api/v1/subsidy-claims/${claim.id}/payment-runs`)
    .set('Idempotency-Key', randomUUID())
    .send({ payee: 'borrower' });
}

async function decide(world: World): Promise<Response> {
  const { id, payloadHash } = (await propose(world)).body as Proposal;
  return (await world.logIn('finance.approver'))
    .post(`${RUNS}/${id}/decision`)
    .set('Idempotency-Key', randomUUID())
    .send({ payloadHash, outcome: 'approve' });
}

const runs = new WeakMap<World, Promise<string>>();

/** A paid claim of the first bank: quarters are few, and nothing here changes it. Gives back the run's id. */
export function approvedRun(world: World): Promise<string> {
  const made = runs.get(world) ?? decide(world).then(({ body }) => (body as Proposal).id);
  runs.set(world, made);
  return made;
}

export const PAYMENT_RUN_SCENARIOS: Scenarios = {
  proposePaymentRun: propose,
  decidePaymentRun: decide,
  listPaymentRuns: async (world) => {
    await approvedRun(world);
    return (await world.logIn('bank.maker')).get(RUNS);
  },
  readPaymentRun: async (world) =>
    (await world.logIn('finance.approver')).get(`${RUNS}/${await approvedRun(world)}`),
  listPaymentOrders: async (world) =>
    (await world.logIn('bank.maker')).get(`${RUNS}/${await approvedRun(world)}/orders?state=issued`),
  downloadPaymentFile: async (world) =>
    (await world.logIn('bank.maker')).get(`${RUNS}/${await approvedRun(world)}/file`),
};
