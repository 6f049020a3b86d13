import type { Response } from 'supertest';
import { runDueJobs } from '../../../server/jobs/run-due-jobs.js';
import { POLICY_IMPACT_JOB } from '../../../server/policy-studio/impacts/impact-job.js';
import type { TestApp } from '../../support/app.js';
import { insertLoan } from '../../support/subsidies.js';
import type { Scenarios, World } from './world.js';

const DRAFTS = '/api/v1/policy-drafts';
const REASON = '文号有误';

const HALF_AS_MUCH = {
  parameter: 'subsidy-regime',
  jurisdiction: 'guangzhou',
  effectiveFrom: '2030-01-01',
  value: { kind: 'share-of-rate', shareBasisPoints: 2500 },
  document: '示范文件〔2029〕1号',
  article: '第一条',
  verified: false,
};

interface Drafted {
  readonly id: string;
}

const draft = async (world: World): Promise<Response> =>
  (await world.logIn('centre.maker')).post(DRAFTS).send(HALF_AS_MUCH);

/** Drafts that the share of the rate is halved from 2030 on, and gives back the draft's id. */
export const draftedPolicy = async (world: World): Promise<string> =>
  ((await draft(world)).body as Drafted).id;

async function propose(world: World, draftId?: string): Promise<Response> {
  const id = draftId ?? (await draftedPolicy(world));
  return (await world.logIn('centre.maker')).post(`${DRAFTS}/${id}/proposals`);
}

const requestImpact = async (world: World, id: string): Promise<Response> =>
  (await world.logIn('centre.maker'))
    .post(`${DRAFTS}/${id}/impacts`)
    .send({ quarters: ['2024Q4', '2025Q1', '2025Q2'], assumedFrom: '2024-01-01' });

/** Has a new draft weighed, and gives back the id of the finished estimate. */
export async function finishedImpact(world: World): Promise<string> {
  const { id } = (await requestImpact(world, await draftedPolicy(world))).body as Drafted;
  await runDueJobs((world as TestApp).system, [POLICY_IMPACT_JOB]);
  return id;
}

export const POLICY_DRAFT_SCENARIOS: Scenarios = {
  listPolicyForms: async (world) => (await world.logIn('auditor')).get('/api/v1/policy-forms'),
  listPolicyVersions: async (world) =>
    (await world.logIn('auditor')).get('/api/v1/policy-versions').query({ parameter: 'cap-individual' }),
  listPolicyDrafts: async (world) => {
    await draft(world);
    return (await world.logIn('finance.approver')).get(DRAFTS).query({ parameter: 'subsidy-regime' });
  },
  readPolicyDraft: async (world) => {
    const id = await draftedPolicy(world);
    await propose(world, id);
    return (await world.logIn('centre.checker')).get(`${DRAFTS}/${id}`);
  },
  listAllPolicyImpacts: async (world) => {
    await finishedImpact(world);
    return (await world.logIn('auditor')).get('/api/v1/policy-impacts');
  },
  draftPolicyParameter: draft,
  draftLoanPrimeRate: async (world) =>
    (await world.logIn('centre.maker')).post(`${DRAFTS}/loan-prime-rates`).send({
      publishedOn: '2025-03-20',
      oneYearRatePercent: '3.10',
      fiveYearRatePercent: '3.60',
      document: '2025年3月20日公告',
      verified: true,
    }),
  draftCalendarYear: async (world) =>
    (await world.logIn('centre.maker')).post(`${DRAFTS}/calendar-years`).send({
      year: 2027,
      document: '国办发明电〔2026〕1号',
      holidays: ['2027-01-01'],
      workdays: ['2027-02-06'],
    }),
  proposePolicyRelease: (world) => propose(world),
  decidePolicyRelease: async (world) => {
    const { id, payloadHash } = (await propose(world)).body as Drafted & { readonly payloadHash: string };
    return (await world.logIn('centre.checker'))
      .post(`${DRAFTS}/${id}/decisions`)
      .send({ payloadHash, outcome: 'decline', reason: REASON });
  },
  requestPolicyImpact: async (world) => requestImpact(world, await draftedPolicy(world)),
  listPolicyImpacts: async (world) => {
    const id = await draftedPolicy(world);
    await requestImpact(world, id);
    return (await world.logIn('auditor')).get(`${DRAFTS}/${id}/impacts`);
  },
  readPolicyImpact: async (world) => {
    const { system, organisationIds } = world as TestApp;
    await insertLoan({ system, districtId: organisationIds.district, bankId: organisationIds['bank'] ?? 0 });
    return (await world.logIn('centre.checker')).get(`/api/v1/policy-impacts/${await finishedImpact(world)}`);
  },
  withdrawPolicyDraft: async (world) => {
    const id = await draftedPolicy(world);
    return (await world.logIn('centre.maker')).post(`${DRAFTS}/${id}/withdrawals`).send({ reason: REASON });
  },
};
