import { expect } from 'chai';
import { AgreementExposure } from '../../../models/agreement-exposure.js';
import { ApplicationDecision } from '../../../models/application-decision.js';
import { findRow, findRows } from '../../../models/rows.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import {
  bodyOf,
  buildAgreement,
  buildApplicationInDueDiligence,
  buildSubmittedApplication,
  CONSENT,
  proposeCredit,
  proposeGuarantee,
  TERMS,
  useAgreement,
} from '../../support/applications.js';
import { makeSamePerson } from '../../support/people.js';
import { setPolicy } from '../../support/policy.js';
import { askByStation, refuseAtPrecheck } from '../scenarios/applications.js';

const AT_ONCE = 16;

describe('decisions on an application', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });

  it('are approved by another natural person, whatever the account', async () => {
    const { path } = await buildApplicationInDueDiligence(app);
    const payloadHash = await proposeCredit(app, path);
    await makeSamePerson(app, 'bank.checker', 'bank.maker');
    const checker = await app.logIn('bank.checker');
    const reply = await checker.post(`${path}/credit-decisions`).send({ payloadHash, outcome: 'approve' });
    expect(reply.status).to.equal(403);
    expect(reply.body).to.include({ code: 'maker-is-checker' });
  });

  it('bind what the checker saw', async () => {
    const { path } = await buildApplicationInDueDiligence(app);
    await proposeCredit(app, path);
    const checker = await app.logIn('bank.checker');
    const body = { payloadHash: '0'.repeat(64), outcome: 'approve' };
    const reply = await checker.post(`${path}/credit-decisions`).send(body);
    expect(reply.status).to.equal(409);
    expect(reply.body).to.include({ code: 'approval-does-not-match' });
  });

  it('keep to the rate ceiling, the cap and the term', async () => {
    const { path } = await buildApplicationInDueDiligence(app);
    const maker = await app.logIn('bank.maker');
    const cases = [
      [{ annualRatePercent: '3.61' }, 'rate-above-ceiling'],
      [{ amount: '300000.01' }, 'amount-above-cap'],
      [{ termMonths: 37 }, 'term-above-cap'],
    ] as const;
    for (const [terms, code] of cases) {
      const body = { outcome: 'agree', reason: '经营正常', terms: { ...TERMS, ...terms } };
      const reply = await maker.post(`${path}/credit-proposals`).send(body);
      expect(reply.status, code).to.equal(422);
      expect(reply.body).to.include({ code });
    }
  });

  it('have one effect, though sixteen approve at once', async () => {
    const { id, path } = await buildApplicationInDueDiligence(app);
    const payloadHash = await proposeCredit(app, path);
    const checkers = await Promise.all(Array.from({ length: AT_ONCE }, () => app.logIn('bank.checker')));
    const replies = await Promise.all(
      checkers.map((checker) =>
        checker.post(`${path}/credit-decisions`).send({ payloadHash, outcome: 'approve' }),
      ),
    );
    expect(replies.filter((reply) => reply.status === 200)).to.have.length(1);
    const where = { applicationId: Number(id), stage: 'credit' } as const;
    expect(await findRows(ApplicationDecision, { where })).to.have.length(1);
  });

  it('never take a guarantor above its limit, though sixteen race for it', async () => {
    const agreementId = await buildAgreement(app, {
      exposureLimit: '1000000.00',
      singleLoanLimit: '300000.00',
    });
    useAgreement(app, agreementId);
    const races = [];
    for (let count = 0; count < AT_ONCE; count += 1) {
      const { path } = await buildApplicationInDueDiligence(app);
      races.push({ path, payloadHash: await proposeGuarantee(app, path) });
    }
    const checker = await app.logIn('guarantor.checker');
    const replies = await Promise.all(
      races.map(({ path, payloadHash }) =>
        checker.post(`${path}/guarantee-decisions`).send({ payloadHash, outcome: 'approve' }),
      ),
    );
    expect(replies.filter((reply) => reply.status === 200)).to.have.length(4);
    const refused = replies.filter((reply) => reply.status === 422);
    expect(refused.map((reply) => (reply.body as { code: string }).code)).to.have.length(12);
    for (const reply of refused) expect(reply.body).to.include({ code: 'exposure-exceeded' });
    const exposure = await findRow(AgreementExposure, { where: { agreementId: Number(agreementId) } });
    expect(exposure?.exposureFen).to.equal(96_000_000);
  });

  it('give the time to ask again that the policy of the day names', async () => {
    await setPolicy(app, 'reconsideration-request', { workingDays: 5 });
    const { path, founder } = await refuseAtPrecheck(app);
    const detail = bodyOf(await founder.client.get(path), 200);
    expect(detail['reconsiderationAdvice']).to.include({ until: '2025-03-28', verified: true });
  });

  it('say with a refusal how to ask again; somebody else decides', async () => {
    const { path, founder } = await refuseAtPrecheck(app);
    const detail = bodyOf(await founder.client.get(path), 200);
    expect(detail).to.include({ state: 'rejected' });
    expect(detail['reconsiderationAdvice']).to.include({ until: '2025-04-21', verified: false });

    const ask = () => founder.client.post(`${path}/reconsiderations`).send({ grounds: '材料已补齐' });
    bodyOf(await ask(), 201);
    expect((await ask()).body).to.include({ code: 'already-exists' });

    const decide = async (username: 'bank.checker' | 'guarantor.checker') =>
      (await app.logIn(username))
        .post(`${path}/reconsideration-decisions`)
        .send({ outcome: 'reopened', reason: '理由成立' });
    expect((await decide('guarantor.checker')).body).to.include({ code: 'forbidden' });
    await makeSamePerson(app, 'bank.checker', 'bank.maker');
    expect((await decide('bank.checker')).body).to.include({ code: 'maker-is-checker' });
  });

  it('reopen the stage that refused', async () => {
    const { path, founder } = await refuseAtPrecheck(app);
    bodyOf(await founder.client.post(`${path}/reconsiderations`).send({ grounds: '材料已补齐' }), 201);
    const other = await app.logIn('bank.checker');
    const verdict = { outcome: 'reopened', reason: '理由成立' };
    bodyOf(await other.post(`${path}/reconsideration-decisions`).send(verdict), 200);
    const detail = bodyOf(await founder.client.get(path), 200);
    expect(detail).to.include({ state: 'submitted' });
    const running = (detail['clocks'] as { stage: string; endedOn: string | null }[]).filter(
      (clock) => clock.endedOn === null,
    );
    expect(running.map((clock) => clock.stage)).to.deep.equal(['precheck']);
  });

  it('wait for the founder where a station filed', async () => {
    const { path, founder, version } = await askByStation(app);
    const clerk = await app.logIn('station.clerk');
    const body = { version, consentTextVersion: CONSENT };
    expect((await clerk.post(`${path}/confirmations`).send(body)).status).to.equal(403);
    const other = await app.logIn('other.borrower');
    expect((await other.post(`${path}/confirmations`).send(body)).status).to.equal(404);
    bodyOf(await founder.client.post(`${path}/confirmations`).send(body), 200);
    expect(bodyOf(await clerk.get(path), 200)).to.include({ state: 'submitted' });
  });

  it('show personal values only for a purpose, and masked without', async () => {
    const { path } = await buildSubmittedApplication(app);
    const bank = await app.logIn('bank.maker');
    const masked = JSON.stringify(bodyOf(await bank.get(path), 200));
    expect(masked).not.to.match(/19900101\d{4}/);
    const seen = bodyOf(await bank.post(`${path}/personal-data-views`).send({ purpose: '电话核实' }), 200);
    expect(JSON.stringify(seen)).to.match(/19900101\d{3}[\dX]/);
  });
});
