import type { Response } from 'supertest';
import type { TestApp } from '../../support/app.js';
import { claimAt, compensatedLoan, overdueLoan, paper, type Step } from '../../support/compensation.js';
import type { Username } from '../../support/people.js';
import type { Scenario, Scenarios, World } from './world.js';

const CLAIMS = '/api/v1/compensation-claims';

const appOf = (world: World): TestApp => world as unknown as TestApp;

/** A claim on a loan of its own, taken to a step. */
export async function claimIn(
  world: World,
  last: Step,
): Promise<{ path: string; contentHash: string; id: string }> {
  const app = appOf(world);
  const { id } = await overdueLoan(app);
  const { claimId, contentHash } = await claimAt(app, id, last);
  return { path: `${CLAIMS}/${claimId}`, contentHash, id: String(claimId) };
}

/** A claim that has been paid. */
export async function paidIn(world: World): Promise<string> {
  const { claim } = await compensatedLoan(appOf(world));
  return `${CLAIMS}/${claim.claimId}`;
}

const RECEIPT = { amount: '1000.00', occurredOn: '2025-03-21', reference: 'ZC-1' };

/** A receipt of the guarantor on a paid claim. */
export async function receiptIn(world: World): Promise<{ readonly path: string; readonly reply: Response }> {
  const path = await paidIn(world);
  const reply = await (await world.logIn('guarantor.maker')).post(`${path}/recoveries`).send(RECEIPT);
  return { path, reply };
}

/** A write-off that was proposed. */
async function proposedIn(world: World): Promise<{ readonly path: string; readonly reply: Response }> {
  const path = await paidIn(world);
  const proposal = { ground: 'bankruptcy', documentNumber: '（2025）粤01破1号' };
  const maker = await world.logIn('guarantor.maker');
  return { path, reply: await maker.post(`${path}/write-off-proposals`).send(proposal) };
}

async function approvedIn(world: World): Promise<{ readonly path: string; readonly reply: Response }> {
  const { path, reply: proposal } = await proposedIn(world);
  const verdict = { payloadHash: proposal.body.payloadHash, outcome: 'approve' };
  const reply = await (await world.logIn('centre.checker')).post(`${path}/write-off-approvals`).send(verdict);
  return { path, reply };
}

/** Takes one step on a claim that has come so far. */
const stepAfter =
  (last: Step, noun: string, username: Username, body: object): Scenario =>
  async (world): Promise<Response> => {
    const { path, contentHash } = await claimIn(world, last);
    const caller = await world.logIn(username);
    return caller.post(`${path}/${noun}`).send('reason' in body ? body : { contentHash, ...body });
  };

export const COMPENSATION_CLAIM_SCENARIOS: Scenarios = {
  listCompensationClaims: async (world) => {
    await claimIn(world, 'submit');
    return (await world.logIn('auditor')).get(CLAIMS);
  },
  readCompensationClaim: async (world) => {
    const { path } = await claimIn(world, 'finance');
    return (await world.logIn('guarantor.maker')).get(path);
  },
  openCompensationClaim: async (world) => {
    const { id } = await overdueLoan(appOf(world));
    return (await world.logIn('bank.maker')).post(CLAIMS).send({ loanId: String(id) });
  },
  addCompensationEvidence: async (world) => {
    const { path } = await claimIn(world, 'open');
    const { bytes, fileName } = paper();
    const upload = (await world.logIn('bank.maker')).post(`${path}/evidence`);
    return upload.field('kind', 'claim-form').attach('file', bytes, fileName);
  },
  downloadCompensationEvidence: async (world) => {
    const { path } = await claimIn(world, 'evidence');
    const reader = await world.logIn('guarantor.maker');
    const { body } = await reader.get(path);
    return reader.get(`${path}/evidence/${body.evidence[0].evidenceId}`);
  },
  recomputeCompensationClaim: async (world) => {
    const { path } = await claimIn(world, 'verify');
    return (await world.logIn('guarantor.maker')).post(`${path}/recomputation`);
  },
  submitCompensationClaim: stepAfter('evidence', 'submission', 'bank.checker', {}),
  verifyCompensationClaim: stepAfter('submit', 'verification', 'guarantor.maker', {}),
  approveCompensationClaim: stepAfter('verify', 'approval', 'centre.checker', {}),
  recordCompensationConsent: stepAfter('approve', 'consents', 'finance.approver', { body: 'finance' }),
  returnCompensationClaim: stepAfter('submit', 'return', 'guarantor.maker', { reason: '请补充催收记录' }),
  rejectCompensationClaim: stepAfter('submit', 'rejection', 'guarantor.checker', {
    reason: '不属于担保范围',
  }),
  withdrawCompensationClaim: stepAfter('submit', 'withdrawal', 'bank.checker', {
    reason: '借款人已承诺还款',
  }),
  recordRecovery: async (world) => (await receiptIn(world)).reply,
  recordRecoveryCost: async (world) =>
    (await world.logIn('guarantor.maker')).post(`${await paidIn(world)}/recovery-costs`).send(RECEIPT),
  listRecoveries: async (world) => {
    const { path } = await receiptIn(world);
    return (await world.logIn('auditor')).get(`${path}/recoveries`);
  },
  readRecoveryBalance: async (world) => {
    const { path } = await receiptIn(world);
    return (await world.logIn('finance.approver')).get(`${path}/recovery-balance`);
  },
  reverseRecovery: async (world) => {
    const { path, reply } = await receiptIn(world);
    const reversal = { occurredOn: '2025-03-21', reference: 'ZC-2' };
    const checker = await world.logIn('guarantor.checker');
    return checker.post(`${path}/recoveries/${reply.body.recoveryId}/reversal`).send(reversal);
  },
  proposeWriteOff: async (world) => (await proposedIn(world)).reply,
  approveWriteOff: async (world) => (await approvedIn(world)).reply,
  confirmWriteOff: async (world) => {
    const { path, reply } = await approvedIn(world);
    const verdict = { payloadHash: reply.body.payloadHash, outcome: 'approve' };
    return (await world.logIn('finance.approver')).post(`${path}/write-off-confirmations`).send(verdict);
  },
  payCompensationClaim: stepAfter('consent', 'payment', 'guarantor.checker', {
    paidOn: '2025-03-21',
    paymentReference: 'DCFK-1',
  }),
};
