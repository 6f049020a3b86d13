import type { Response } from 'supertest';
import { addDays } from '../../../server/core/business-date.js';
import type { TestApp } from '../../support/app.js';
import { bodyOf } from '../../support/applications.js';
import { issuedDemand, proposedDemand } from '../../support/clawbacks.js';
import { disbursedLoan, nextSerial } from '../../support/loans.js';
import type { Scenarios, World } from './world.js';

const CASES = '/api/v1/clawback-cases';

const issued = async (world: World): Promise<string> =>
  `${CASES}/${(await issuedDemand(world as TestApp)).caseId}`;

/** A receipt of one yuan on an issued demand. */
export async function receiptOn(world: World, path: string): Promise<Response> {
  return (await world.logIn('centre.maker')).post(`${path}/receipts`).send({
    reference: `ZHK${nextSerial()}`,
    receivedOn: world.clock.today(),
    amount: '1.00',
  });
}

export const CLAWBACK_SCENARIOS: Scenarios = {
  listClawbackCases: async (world) => {
    await issued(world);
    return (await world.logIn('auditor')).get(`${CASES}?state=issued`);
  },
  getClawbackCase: async (world) => {
    const path = await issued(world);
    bodyOf(await receiptOn(world, path), 201);
    return (await world.logIn('borrower')).get(path);
  },
  getClawbackNotice: async (world) => (await world.logIn('bank.maker')).get(`${await issued(world)}/notice`),
  proposeClawback: async (world) => {
    const { id, disbursedOn } = await disbursedLoan(world as TestApp);
    return (await world.logIn('centre.maker')).post(CASES).send({
      loanId: String(id),
      ground: 'misuse',
      fromOn: disbursedOn,
      document: '财金〔2023〕75号',
      article: '不得挪用',
      facts: '贷款资金转入证券账户',
    });
  },
  decideClawback: async (world) => {
    const { caseId, payloadHash } = await proposedDemand(world as TestApp);
    const checker = await world.logIn('centre.checker');
    return checker.post(`${CASES}/${caseId}/decisions`).send({ payloadHash, outcome: 'approve' });
  },
  proposeClawbackPlan: async (world) => {
    const path = await issued(world);
    const parts = [
      { dueOn: addDays(world.clock.today(), 30), amount: '40.00' },
      { dueOn: addDays(world.clock.today(), 60), amount: '60.00' },
    ];
    return (await world.logIn('centre.maker')).post(`${path}/plan-proposals`).send({ parts });
  },
  proposeClawbackWithdrawal: async (world) =>
    (await world.logIn('centre.maker'))
      .post(`${await issued(world)}/withdrawal-proposals`)
      .send({ reason: '核查有误' }),
  recordClawbackReceipt: async (world) => receiptOn(world, await issued(world)),
  reverseClawbackReceipt: async (world) => {
    const { receiptId } = bodyOf(await receiptOn(world, await issued(world)), 201);
    return (await world.logIn('centre.checker'))
      .post(`/api/v1/clawback-receipts/${String(receiptId)}/reversal`)
      .send({ reference: `CZ${nextSerial()}` });
  },
};
