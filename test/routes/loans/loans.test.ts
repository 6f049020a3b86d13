import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { AuditEvent } from '../../../models/audit-event.js';
import { Repayment } from '../../../models/repayment.js';
import { StageClock } from '../../../models/stage-clock.js';
import { findRows } from '../../../models/rows.js';
import { addDays, addMonths, parseBusinessDate } from '../../../server/core/business-date.js';
import { startTestApp, type Client, type TestApp } from '../../support/app.js';
import { approvedApplication, disbursedLoan, nextSerial } from '../../support/loans.js';
import { makeSamePerson } from '../../support/people.js';

describe('The life of a loan over HTTP', () => {
  let app: TestApp;
  let maker: Client;
  let checker: Client;
  beforeEach(async () => {
    app = await startTestApp();
    maker = await app.logIn('bank.maker');
    checker = await app.logIn('bank.checker');
  });

  const today = () => app.system.clock.today();
  const repayment = (overrides: object = {}) => ({
    serialNumber: `LS${nextSerial()}`,
    kind: 'repayment',
    paidOn: today(),
    principal: '1000.00',
    interest: '10.00',
    penalty: '0.00',
    ...overrides,
  });

  it('begins with a disbursement that the supervisor reads and approves by its hash', async () => {
    const applicationId = await approvedApplication(app);
    const path = `/api/v1/applications/${applicationId}`;
    const proposed = await maker
      .post(`${path}/disbursement-proposal`)
      .send({ contractNumber: 'HT-1', bankReference: 'FK-1', amount: '300000.00', disbursedOn: today() })
      .expect(201);
    const { body: proposal } = await checker.get(`${path}/disbursement-proposal`).expect(200);
    expect(proposal).to.include({
      payloadHash: proposed.body.payloadHash,
      contractNumber: 'HT-1',
      amount: '300000.00',
      annualRatePercent: '3.10',
      maturesOn: addMonths(today(), 24),
    });
    const { body } = await checker
      .post(`${path}/disbursement`)
      .send({ payloadHash: proposal.payloadHash, outcome: 'approve' })
      .expect(200);
    expect(body).to.include({ applicationId: String(applicationId), state: 'disbursed' });
    const { body: loan } = await checker.get(`/api/v1/loans/${body.loanId}`).expect(200);
    expect(loan).to.include({
      contractNumber: 'HT-1',
      outstanding: '300000.00',
      guaranteeBalance: '240000.00',
    });
    expect(loan.nextInstalment).to.include({ number: 1, dueOn: '2025-06-20', principal: '0.00' });
  });

  it('takes a repayment once under one key, and refuses the key with another body', async () => {
    const { id } = await disbursedLoan(app);
    const key = randomUUID();
    const body = repayment();
    const send = (content: object) =>
      maker.post(`/api/v1/loans/${id}/repayments`).set('Idempotency-Key', key).send(content);
    const first = await send(body).expect(201);
    expect(first.body).to.include({ outstanding: '299000.00', state: 'active', loanId: String(id) });
    const again = await send(body).expect(201);
    expect(again.headers['idempotent-replayed']).to.equal('true');
    expect(again.body).to.deep.equal(first.body);
    const other = await send(repayment()).expect(422);
    expect(other.body.code).to.equal('idempotency-mismatch');
    expect(await findRows(Repayment, { where: { loanId: id } })).to.have.length(1);
    expect(await findRows(AuditEvent, { where: { command: 'repayment.record' } })).to.have.length(1);
  });

  it('shows repayments with their reversals, page by page', async () => {
    const { id } = await disbursedLoan(app);
    const path = `/api/v1/loans/${id}/repayments`;
    const { body: wrong } = await maker.post(path).send(repayment()).expect(201);
    await maker.post(path).send(repayment()).expect(201);
    await checker
      .post(`/api/v1/repayments/${wrong.repaymentId}/reversal`)
      .send({ serialNumber: 'CZ-1', reversedOn: today() })
      .expect(201);
    const { body: page } = await maker.get(`${path}?limit=2`).expect(200);
    expect(page.items[0]).to.include({ kind: 'reversal', reversesRepaymentId: wrong.repaymentId });
    const { body: rest } = await maker.get(`${path}?limit=2&cursor=${page.nextCursor}`).expect(200);
    expect(
      rest.items.map((item: { reversedByRepaymentId: string }) => item.reversedByRepaymentId),
    ).to.deep.equal([page.items[0].repaymentId]);
    expect(rest.nextCursor).to.equal(null);
  });

  it('refuses a repayment of nothing, and one beyond the balance', async () => {
    const { id } = await disbursedLoan(app);
    const path = `/api/v1/loans/${id}/repayments`;
    const nothing = repayment({ principal: '0', interest: '0.00', penalty: '0.0' });
    expect((await maker.post(path).send(nothing).expect(400)).body.code).to.equal('malformed');
    const tooMuch = repayment({ principal: '300000.01' });
    expect((await maker.post(path).send(tooMuch).expect(422)).body.code).to.equal(
      'amount-exceeds-outstanding',
    );
  });

  it('says on the statement why each day earns what it earns', async () => {
    const { id } = await disbursedLoan(app);
    app.clock.setDay(parseBusinessDate('2025-07-01'));
    await maker
      .post(`/api/v1/loans/${id}/repayments`)
      .send(repayment({ principal: '100000.00', paidOn: '2025-05-10' }))
      .expect(201);
    await maker
      .post(`/api/v1/loans/${id}/events`)
      .send({ kind: 'overdue', fromOn: '2025-06-01', untilOn: '2025-06-11' })
      .expect(201);
    const path = `/api/v1/loans/${id}/subsidy-statement?from=2025-03-21&until=2025-06-21`;
    const { body } = await maker.get(path).expect(200);
    expect(
      body.segments.map((line: Record<string, unknown>) => [
        line['from'],
        line['principal'],
        line['notSubsidisedBecause'],
      ]),
    ).to.deep.equal([
      ['2025-03-21', '300000.00', null],
      ['2025-05-10', '200000.00', null],
      ['2025-06-01', '200000.00', 'overdue'],
      ['2025-06-11', '200000.00', null],
    ]);
    // 50 days on 300,000, then 22 + 10 + 10 on 200,000 at 3.10 %, half of it subsidised but for ten days.
    expect(body).to.include({ interest: '2015.00', subsidy: '921.39', subsidisedDays: 82 });
  });

  it('follows the bank’s reports: overdue, and healed by the next revision', async () => {
    const { id } = await disbursedLoan(app);
    app.clock.setDay(addDays(today(), 100));
    const report = { kind: 'overdue', fromOn: addDays(today(), -5) };
    const send = (content: object) => maker.post(`/api/v1/loans/${id}/events`).send(content).expect(201);
    expect((await send(report)).body).to.include({ revision: 1, state: 'overdue', changed: true });
    expect((await send(report)).body).to.include({ revision: 1, state: 'overdue', changed: false });
    const ended = await send({ ...report, untilOn: today() });
    expect(ended.body).to.include({ revision: 2, state: 'active', changed: true });
    const { body } = await maker.get(`/api/v1/loans/${id}/events`).expect(200);
    expect(body.items).to.have.length(2);
  });

  it('is extended once, by another person than the one who asked, and at most by a year', async () => {
    const { id, maturesOn } = await disbursedLoan(app);
    const borrower = await app.logIn('borrower');
    const path = `/api/v1/loans/${id}/extensions`;
    const ask = (client: Client, requestedUntil: string) =>
      client.post(path).send({ requestedUntil, reason: '生意恢复中' });
    const long = await ask(borrower, addDays(addMonths(maturesOn, 12), 1)).expect(422);
    expect(long.body.code).to.equal('extension-not-allowed');
    const { body: asked } = await ask(borrower, addMonths(maturesOn, 6)).expect(201);
    expect((await ask(maker, addMonths(maturesOn, 6)).expect(409)).body.code).to.equal('already-exists');
    const decide = () =>
      checker
        .post(`/api/v1/extensions/${asked.extensionId}/decision`)
        .send({ outcome: 'grant', reason: '同意' });
    expect((await decide().expect(200)).body).to.include({ state: 'granted' });
    expect((await decide().expect(409)).body.code).to.equal('illegal-transition');
    expect((await ask(borrower, addMonths(maturesOn, 8)).expect(422)).body.code).to.equal(
      'extension-not-allowed',
    );
    const { body: loan } = await maker.get(`/api/v1/loans/${id}`).expect(200);
    expect(loan).to.include({ maturesOn, extendedUntil: addMonths(maturesOn, 6) });
    const [clock] = await findRows(StageClock, { where: { subjectKind: 'extension' } });
    expect(clock?.endedOn).to.equal(today());
  });

  it('is not extended by the person who asked, under another account', async () => {
    const { id, maturesOn } = await disbursedLoan(app);
    const path = `/api/v1/loans/${id}/extensions`;
    const request = { requestedUntil: addMonths(maturesOn, 6), reason: '生意恢复中' };
    const { body: asked } = await maker.post(path).send(request).expect(201);
    await makeSamePerson(app, 'bank.checker', 'bank.maker');
    const { body: refused } = await checker
      .post(`/api/v1/extensions/${asked.extensionId}/decision`)
      .send({ outcome: 'grant', reason: '同意' })
      .expect(403);
    expect(refused.code).to.equal('maker-is-checker');
    const { body: loan } = await maker.get(`/api/v1/loans/${id}`).expect(200);
    expect(loan.extendedUntil).to.equal(null);
  });

  it('is seen by those it concerns; who need not know the name sees a mask [T19]', async () => {
    const { id } = await disbursedLoan(app);
    const nameFor = async (user: Parameters<TestApp['logIn']>[0]) =>
      (await (await app.logIn(user)).get(`/api/v1/loans/${id}`).expect(200)).body.borrowerName as string;
    expect(await nameFor('borrower')).to.equal('陈一');
    expect(await nameFor('bank.maker')).to.equal('陈一');
    expect(await nameFor('auditor')).to.equal('*一');
    expect(await nameFor('finance.approver')).to.equal('*一');
    for (const user of [
      'other.bank.maker',
      'other.borrower',
      'other.guarantor.maker',
      'other.district.reviewer',
    ] as const) {
      const stranger = await app.logIn(user);
      await stranger.get(`/api/v1/loans/${id}`).expect(404);
      expect((await stranger.get('/api/v1/loans').expect(200)).body.items, user).to.deep.equal([]);
    }
  });

  it('is found by state, bank and day of disbursement, the newest first', async () => {
    const older = await disbursedLoan(app);
    app.clock.setDay(addDays(today(), 10));
    const newer = await disbursedLoan(app);
    const found = async (query: string) =>
      (await maker.get(`/api/v1/loans?${query}`).expect(200)).body.items.map((loan: { loanId: string }) =>
        Number(loan.loanId),
      );
    expect(await found('state=active')).to.deep.equal([newer.id, older.id]);
    expect(await found('state=settled')).to.deep.equal([]);
    expect(await found(`disbursedFrom=${today()}`)).to.deep.equal([newer.id]);
    expect(await found(`disbursedUntil=${today()}`)).to.deep.equal([older.id]);
    expect(await found(`contractNumber=${older.contractNumber}`)).to.deep.equal([older.id]);
    expect(await found(`bankOrganisationId=${app.organisationIds['other-bank']}`)).to.deep.equal([]);
    await maker.get('/api/v1/loans?cursor=zzz').expect(400);
  });
});
