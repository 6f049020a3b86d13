import { expect } from 'chai';
import { startTestApp, type TestApp } from '../../support/app.js';
import {
  agreeCredit,
  agreeGuarantee,
  bodyOf,
  buildApplicationInDueDiligence,
  buildApprovedApplication,
  buildSubmittedApplication,
  proposeCredit,
} from '../../support/applications.js';
import { proposedDisbursement } from '../../support/loans.js';
import { makeSamePerson, type Username } from '../../support/people.js';
import { refuseAtPrecheck } from '../scenarios/applications.js';

describe('the buttons of an application', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });

  const buttonsOf = async (username: Username, path: string): Promise<string[]> => {
    const detail = bodyOf(await (await app.logIn(username)).get(path), 200);
    return (detail['allowedEvents'] as { event: string }[]).map(({ event }) => event);
  };

  it('offer a supervisor what the officer proposed, and nothing before', async () => {
    const { path } = await buildApplicationInDueDiligence(app);
    expect(await buttonsOf('bank.checker', path)).to.deep.equal([]);
    await proposeCredit(app, path);
    expect(await buttonsOf('bank.checker', path)).to.deep.equal(['agree-credit']);
    expect(await buttonsOf('guarantor.checker', path)).to.deep.equal([]);
  });

  it('approve once the other side has agreed, refuse where a refusal is proposed, and vanish when decided', async () => {
    const { path } = await buildApplicationInDueDiligence(app);
    await agreeGuarantee(app, path);
    expect(await buttonsOf('guarantor.checker', path)).to.deep.equal([]);
    const maker = await app.logIn('bank.maker');
    const refusal = { outcome: 'refuse', reason: '现金流不足' };
    const { payloadHash } = bodyOf(await maker.post(`${path}/credit-proposals`).send(refusal), 201);
    expect(await buttonsOf('bank.checker', path)).to.deep.equal(['refuse-credit']);
    const checker = await app.logIn('bank.checker');
    const verdict = { payloadHash, outcome: 'decline', reason: '再核实' };
    bodyOf(await checker.post(`${path}/credit-decisions`).send(verdict), 200);
    await proposeCredit(app, path);
    expect(await buttonsOf('bank.checker', path)).to.deep.equal(['approve']);
  });

  it('are not the maker’s, under whatever account', async () => {
    const { path } = await buildApplicationInDueDiligence(app);
    await proposeCredit(app, path);
    await makeSamePerson(app, 'bank.checker', 'bank.maker');
    expect(await buttonsOf('bank.checker', path)).to.deep.equal([]);
  });

  it('pay out only what has been proposed', async () => {
    const { id, path } = await buildApprovedApplication(app);
    expect(await buttonsOf('bank.checker', path)).to.deep.equal([]);
    await proposedDisbursement(app, Number(id));
    expect(await buttonsOf('bank.checker', path)).to.deep.equal(['disburse']);
  });

  it('do not let anybody decide on a case of their own', async () => {
    const { path, founder } = await buildSubmittedApplication(app);
    expect(await buttonsOf('bank.maker', path)).to.include('pass-precheck');
    await makeSamePerson(app, 'bank.maker', founder.username);
    expect(await buttonsOf('bank.maker', path)).to.deep.equal([]);
  });

  it('ask for reconsideration once, and in time', async () => {
    const { path, founder } = await refuseAtPrecheck(app);
    expect(await buttonsOf(founder.username, path)).to.deep.equal(['reconsider-precheck']);
    bodyOf(await founder.client.post(`${path}/reconsiderations`).send({ grounds: '材料已补齐' }), 201);
    expect(await buttonsOf(founder.username, path)).to.deep.equal([]);

    const late = await refuseAtPrecheck(app);
    app.clock.setInstant('2025-05-06T02:00:00.000Z');
    expect(await buttonsOf(late.founder.username, late.path)).to.deep.equal([]);
  });

  it('are taken away from a side that has decided', async () => {
    const { path } = await buildApplicationInDueDiligence(app);
    await agreeCredit(app, path);
    expect(await buttonsOf('bank.checker', path)).to.deep.equal([]);
  });
});
