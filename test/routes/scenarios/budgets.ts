import { randomUUID } from 'node:crypto';
import type { Response } from 'supertest';
import type { Scenarios, World } from './world.js';

const BUDGETS = '/api/v1/budgets';
const FIRST_YEAR = 2026;

let years = 0;

interface Proposal {
  readonly id: string;
  readonly payloadHash: string;
}

/** A year that no other scenario uses. */
function nextYear(): number {
  years += 1;
  return FIRST_YEAR + years;
}

async function propose(world: World, year = nextYear()): Promise<Response> {
  const allotment = { year, level: 'city', amount: '100000.00', document: '穗财〔2025〕1号' };
  return (await world.logIn('centre.maker'))
    .post(BUDGETS)
    .set('Idempotency-Key', randomUUID())
    .send(allotment);
}

async function decide(world: World, year = nextYear()): Promise<Response> {
  const { id, payloadHash } = (await propose(world, year)).body as Proposal;
  return (await world.logIn('finance.approver'))
    .post(`${BUDGETS}/${id}/allotment-decision`)
    .set('Idempotency-Key', randomUUID())
    .send({ payloadHash, outcome: 'approve' });
}

let pastYears = 2025;

/** Proposes to carry over what is left of a year that has ended. */
async function proposeCarryOver(world: World): Promise<Response> {
  const today = world.clock.today();
  pastYears -= 1;
  const id = await allotBudget(world, Math.min(pastYears, Number(today.slice(0, 4)) - 1));
  return (await world.logIn('centre.maker'))
    .post(`${BUDGETS}/${id}/carry-over-proposals`)
    .set('Idempotency-Key', randomUUID())
    .send({ amount: '100.00', document: '穗财〔2025〕9号' });
}

/** Allots money to a budget and gives back its id. */
export const allotBudget = async (world: World, year = nextYear()): Promise<string> =>
  ((await decide(world, year)).body as Proposal).id;

export const BUDGET_SCENARIOS: Scenarios = {
  proposeAllotment: (world) => propose(world),
  decideAllotment: (world) => decide(world),
  proposeCarryOver,
  decideCarryOver: async (world) => {
    const { id, payloadHash } = (await proposeCarryOver(world)).body as Proposal;
    return (await world.logIn('finance.approver'))
      .post(`${BUDGETS}/${id}/carry-over-decision`)
      .set('Idempotency-Key', randomUUID())
      .send({ payloadHash, outcome: 'approve' });
  },
  listBudgets: async (world) => {
    await allotBudget(world);
    return (await world.logIn('auditor')).get(`${BUDGETS}?level=city`);
  },
  downloadBudgets: async (world) => {
    await allotBudget(world);
    return (await world.logIn('auditor')).get(`${BUDGETS}/file?year=2025`);
  },
  readBudget: async (world) => {
    const { id } = (await propose(world)).body as Proposal;
    return (await world.logIn('finance.approver')).get(`${BUDGETS}/${id}`);
  },
  listBudgetEntries: async (world) => {
    const id = await allotBudget(world);
    return (await world.logIn('auditor')).get(`${BUDGETS}/${id}/entries`);
  },
};
