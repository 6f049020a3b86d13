import type { Response } from 'supertest';
import type { TestApp } from '../../support/app.js';
import { agreementOf, bodyOf, buildAgreement, type Stage } from '../../support/applications.js';
import type { Scenarios, World } from './world.js';

const stageOf = (world: World): Stage => world as unknown as TestApp;

async function propose(world: World): Promise<Response> {
  const maker = await world.logIn('centre.maker');
  return maker.post('/api/v1/cooperation-agreements').send({
    bankOrganisationId: String(stageOf(world).organisationIds['bank']),
    guarantorOrganisationId: String(stageOf(world).organisationIds['guarantor']),
    startsOn: '2025-01-01',
    endsOn: '2026-01-01',
    exposureLimit: '1000000.00',
    singleLoanLimit: '300000.00',
    guarantorLimit: '90000000.00',
    approvalMode: 'bank-and-guarantor',
    interestCovered: false,
    shares: [
      { bearer: 'bank', shareBasisPoints: 2000 },
      { bearer: 'city-fund', shareBasisPoints: 8000 },
    ],
  });
}

const REASON = { reason: '代偿率上升' };

async function suspend(world: World, id: string): Promise<Response> {
  const checker = await world.logIn('centre.checker');
  return checker.post(`/api/v1/cooperation-agreements/${id}/suspensions`).send(REASON);
}

export const AGREEMENT_SCENARIOS: Scenarios = {
  listAgreements: async (world) => {
    await agreementOf(stageOf(world));
    return (await world.logIn('bank.maker')).get('/api/v1/cooperation-agreements');
  },
  getAgreement: async (world) => {
    const { agreementId } = bodyOf(await propose(world), 201);
    return (await world.logIn('centre.checker')).get(`/api/v1/cooperation-agreements/${agreementId}`);
  },
  proposeAgreement: propose,
  decideAgreement: async (world) => {
    const proposed = bodyOf(await propose(world), 201);
    const path = `/api/v1/cooperation-agreements/${proposed.agreementId}/decisions`;
    const checker = await world.logIn('centre.checker');
    return checker.post(path).send({ payloadHash: proposed.payloadHash, outcome: 'approve' });
  },
  suspendAgreement: async (world) => suspend(world, await buildAgreement(stageOf(world))),
  resumeAgreement: async (world) => {
    const id = await buildAgreement(stageOf(world));
    bodyOf(await suspend(world, id), 200);
    const checker = await world.logIn('centre.checker');
    return checker.post(`/api/v1/cooperation-agreements/${id}/resumptions`).send(REASON);
  },
  listExposures: async (world) => {
    await agreementOf(stageOf(world));
    return (await world.logIn('guarantor.maker')).get('/api/v1/exposures');
  },
};
