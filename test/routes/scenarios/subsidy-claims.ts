import { randomUUID } from 'node:crypto';
import type { Response } from 'supertest';
import { LOAN_ROW } from '../row-makers/loan.js';
import type { Username } from '../../support/people.js';
import { allotBudget } from './budgets.js';
import type { Caller, Scenario, Scenarios, World } from './world.js';

interface Claim {
  readonly id: string;
  readonly contentHash: string;
}

const CLAIMS = '/api/v1/subsidy-claims';
const LAST_YEAR = 2024;
/** The year in which the scenarios run. */
const FUNDING_YEAR = 2025;

const takenIn = new WeakMap<World, number>();

/** Each scenario of a world has a quarter of its own, back from the end of 2024: a bank has one claim a quarter. */
function nextQuarter(world: World): string {
  const taken = takenIn.get(world) ?? 0;
  takenIn.set(world, taken + 1);
  return `${LAST_YEAR - Math.floor(taken / 4)}Q${4 - (taken % 4)}`;
}

const send = async (caller: Caller, path: string, body: object): Promise<Response> =>
  caller.post(path).set('Idempotency-Key', randomUUID()).send(body);

/** Builds a claim as somebody of a bank. */
export async function buildClaim(world: World, username: Username = 'bank.maker'): Promise<Claim> {
  const { body } = await send(await world.logIn(username), CLAIMS, { quarter: nextQuarter(world) });
  return body as Claim;
}

/** The life of a claim: who takes which step. */
const STEPS = [
  ['submission', 'bank.checker'],
  ['verification', 'centre.maker'],
  ['approval', 'centre.checker'],
  ['funding', 'finance.approver'],
] as const;

type Step = (typeof STEPS)[number][0];

/** Takes a new claim through its steps up to and including the given one, and gives back the last reply. */
const stepOf =
  (last: Step): Scenario =>
  async (world) =>
    (await takeSteps(world, last)).reply;

/** Takes a new claim through its steps up to and including the given one. */
export async function takeSteps(world: World, last: Step): Promise<{ claim: Claim; reply: Response }> {
  const claim = await buildClaim(world);
  const upToLast = STEPS.slice(0, STEPS.findIndex(([step]) => step === last) + 1);
  if (last === 'funding') await allotBudget(world, FUNDING_YEAR);
  let reply: Response | undefined;
  for (const [step, username] of upToLast) {
    reply = await send(await world.logIn(username), `${CLAIMS}/${claim.id}/${step}`, {
      contentHash: claim.contentHash,
    });
  }
  if (!reply) throw new Error('No step was taken');
  return { claim, reply };
}

/** Reads a new claim, or a part of it, as the auditor does. */
const readOf =
  (part: string): Scenario =>
  async (world) => {
    const { id } = await buildClaim(world);
    return (await world.logIn('auditor')).get(`${CLAIMS}/${id}${part}`);
  };

export const SUBSIDY_CLAIM_SCENARIOS: Scenarios = {
  buildSubsidyClaim: async (world) =>
    send(await world.logIn('centre.maker'), CLAIMS, { bankCode: 'BANK', quarter: nextQuarter(world) }),
  listSubsidyClaims: async (world) => {
    await buildClaim(world);
    return (await world.logIn('auditor')).get(CLAIMS);
  },
  readSubsidyClaim: async (world) => {
    const { claim } = await takeSteps(world, 'submission');
    return (await world.logIn('bank.maker')).get(`${CLAIMS}/${claim.id}`);
  },
  listSubsidyLines: readOf('/lines?segments=true'),
  downloadSubsidyClaim: readOf('/file'),
  submitSubsidyClaim: stepOf('submission'),
  verifySubsidyClaim: stepOf('verification'),
  approveSubsidyClaim: stepOf('approval'),
  fundSubsidyClaim: stepOf('funding'),
  returnSubsidyClaim: async (world) => {
    const { claim } = await takeSteps(world, 'submission');
    return send(await world.logIn('centre.maker'), `${CLAIMS}/${claim.id}/return`, { reason: '请补充说明' });
  },
  acceptClaimedLines: async (world) => {
    const { claim } = await takeSteps(world, 'submission');
    const body = { contentHash: claim.contentHash, causes: ['rounding'], reason: '按核定金额' };
    return send(await world.logIn('centre.maker'), `${CLAIMS}/${claim.id}/line-acceptances`, body);
  },
  listLoanSubsidies: async (world) => {
    const loanId = await LOAN_ROW.own(world, 'bank-officer');
    return (await world.logIn('bank.maker')).get(`/api/v1/loans/${loanId}/subsidies`);
  },
  paySubsidyClaim: async (world) => {
    const { claim } = await takeSteps(world, 'funding');
    return send(await world.logIn('centre.maker'), `${CLAIMS}/${claim.id}/payment`, { paidOn: '2025-01-10' });
  },
};
