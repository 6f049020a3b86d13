import { addMonths } from '../../../server/core/business-date.js';
import type { TestApp } from '../../support/app.js';
import { approvedApplication, disbursedLoan, nextSerial, proposedDisbursement } from '../../support/loans.js';
import {
  APPLICATION_ROW,
  EXTENSION_ROW,
  LOAN_EVENT_ROW,
  LOAN_ROW,
  REPAYMENT_ROW,
} from '../row-makers/loan.js';
import type { Scenarios, World } from './world.js';

const loanPath = async (world: World): Promise<string> =>
  `/api/v1/loans/${await LOAN_ROW.own(world, 'bank-officer')}`;

export const LOAN_SCENARIOS: Scenarios = {
  proposeDisbursement: async (world) => {
    const applicationId = await approvedApplication(world as TestApp);
    const number = nextSerial();
    return (await world.logIn('bank.maker'))
      .post(`/api/v1/applications/${applicationId}/disbursement-proposal`)
      .send({
        contractNumber: `HT${number}`,
        bankReference: `FK${number}`,
        amount: '300000.00',
        disbursedOn: world.clock.today(),
      });
  },
  getDisbursementProposal: async (world) => {
    const applicationId = await APPLICATION_ROW.own(world, 'bank-supervisor');
    const path = `/api/v1/applications/${applicationId}/disbursement-proposal`;
    return (await world.logIn('bank.checker')).get(path);
  },
  decideDisbursement: async (world) => {
    const applicationId = await approvedApplication(world as TestApp);
    const payloadHash = await proposedDisbursement(world as TestApp, applicationId);
    const path = `/api/v1/applications/${applicationId}/disbursement`;
    return (await world.logIn('bank.checker')).post(path).send({ payloadHash, outcome: 'approve' });
  },
  listLoans: async (world) => {
    await loanPath(world);
    return (await world.logIn('auditor')).get('/api/v1/loans?state=active');
  },
  getLoan: async (world) => (await world.logIn('borrower')).get(await loanPath(world)),
  getLoanProof: async (world) => (await world.logIn('auditor')).get(`${await loanPath(world)}/proof`),
  proveBook: async (world) => {
    await loanPath(world);
    return (await world.logIn('auditor')).get('/api/v1/loan-proofs');
  },
  listInstalments: async (world) =>
    (await world.logIn('borrower')).get(`${await loanPath(world)}/instalments`),
  getSubsidyStatement: async (world) =>
    (await world.logIn('centre.maker')).get(
      `${await loanPath(world)}/subsidy-statement?from=2025-03-21&until=2025-06-21`,
    ),
  recordRepayment: async (world) =>
    (await world.logIn('bank.maker')).post(`${await loanPath(world)}/repayments`).send({
      serialNumber: `LS${nextSerial()}`,
      kind: 'prepayment',
      paidOn: world.clock.today(),
      principal: '1000.00',
      interest: '0.00',
      penalty: '0.00',
    }),
  listRepayments: async (world) => (await world.logIn('borrower')).get(`${await loanPath(world)}/repayments`),
  reverseRepayment: async (world) => {
    const repaymentId = await REPAYMENT_ROW.own(world, 'bank-supervisor');
    const reversal = { serialNumber: `CZ${nextSerial()}`, reversedOn: world.clock.today() };
    return (await world.logIn('bank.checker'))
      .post(`/api/v1/repayments/${repaymentId}/reversal`)
      .send(reversal);
  },
  recordLoanEvent: async (world) =>
    (await world.logIn('bank.maker'))
      .post(`${await loanPath(world)}/events`)
      .send({ kind: 'legal-representative-change', fromOn: world.clock.today(), note: '工商变更' }),
  listLoanEvents: async (world) => {
    const path = `${await loanPath(world)}/events`;
    const maker = await world.logIn('bank.maker');
    await maker.post(path).send({ kind: 'rate-change', fromOn: world.clock.today(), newRatePercent: '3.00' });
    return maker.get(path);
  },
  withdrawLoanEvent: async (world) => {
    const loanEventId = await LOAN_EVENT_ROW.own(world, 'bank-supervisor');
    const path = `/api/v1/loan-events/${loanEventId}/withdrawal`;
    return (await world.logIn('bank.checker')).post(path).send({ reason: '误报' });
  },
  requestExtension: async (world) => {
    const { id, maturesOn } = await disbursedLoan(world as TestApp);
    const asked = { requestedUntil: addMonths(maturesOn, 6), reason: '生意恢复中' };
    return (await world.logIn('borrower')).post(`/api/v1/loans/${id}/extensions`).send(asked);
  },
  listExtensions: async (world) => (await world.logIn('borrower')).get(`${await loanPath(world)}/extensions`),
  decideExtension: async (world) => {
    const extensionId = await EXTENSION_ROW.own(world, 'bank-supervisor');
    const decision = { outcome: 'grant', reason: '同意' };
    return (await world.logIn('bank.checker'))
      .post(`/api/v1/extensions/${extensionId}/decision`)
      .send(decision);
  },
};
