import type { Response } from 'supertest';
import type { TestApp } from '../../support/app.js';
import { bodyOf } from '../../support/applications.js';
import { stopOf } from '../../support/guarantee-stops.js';
import type { Scenarios, World } from './world.js';

const STOPS = '/api/v1/guarantee-stops';

const capitalPath = ({ organisationIds }: World): string =>
  `/api/v1/guarantors/${organisationIds['other-guarantor']}`;

async function proposeCapital(world: World): Promise<Response> {
  const capital = { effectiveOn: '2025-01-01', amount: '10000000000.00', document: '2024年度审计报告' };
  return (await world.logIn('centre.maker')).post(`${capitalPath(world)}/capital-proposals`).send(capital);
}

async function decideCapital(world: World, payloadHash: string): Promise<Response> {
  return (await world.logIn('centre.checker'))
    .post(`${capitalPath(world)}/capital-decisions`)
    .send({ payloadHash, outcome: 'approve' });
}

/** A stop that concerns nobody of whom another scenario wants a guarantee. */
const stopPath = async (world: World): Promise<string> =>
  `${STOPS}/${await stopOf(world as TestApp, world.organisationIds['other-guarantor'] ?? 0)}`;

async function proposeRelease(world: World, path: string): Promise<Response> {
  const release = { releasedUntil: '2026-01-01', reason: '已压降逾期' };
  return (await world.logIn('centre.maker')).post(`${path}/release-proposals`).send(release);
}

export const GUARANTOR_SCENARIOS: Scenarios = {
  listGuarantorCapitals: async (world) =>
    (await world.logIn('finance.approver')).get(`${capitalPath(world)}/capitals`),
  proposeGuarantorCapital: async (world) => {
    const proposed = await proposeCapital(world);
    await decideCapital(world, bodyOf(proposed, 201).payloadHash);
    return proposed;
  },
  decideGuarantorCapital: async (world) =>
    decideCapital(world, bodyOf(await proposeCapital(world), 201).payloadHash),
  listGuaranteeStops: async (world) => {
    await stopPath(world);
    return (await world.logIn('auditor')).get(`${STOPS}?state=in-force`);
  },
  getGuaranteeStop: async (world) => {
    const path = await stopPath(world);
    await proposeRelease(world, path);
    return (await world.logIn('centre.checker')).get(path);
  },
  proposeStopRelease: async (world) => proposeRelease(world, await stopPath(world)),
  decideStopRelease: async (world) => {
    const path = await stopPath(world);
    const { payloadHash } = bodyOf(await proposeRelease(world, path), 201);
    return (await world.logIn('centre.checker'))
      .post(`${path}/release-decisions`)
      .send({ payloadHash, outcome: 'approve' });
  },
};
