import { expect } from 'chai';
import { AuditEvent } from '../../models/audit-event.js';
import { findRows } from '../../models/rows.js';
import { findWorklist } from '../../server/collection/find-worklist.js';
import { addDays, parseBusinessDate } from '../../server/core/business-date.js';
import { reverseRepayment } from '../../server/loans/reverse-repayment.js';
import { startTestApp, type Client, type TestApp } from '../support/app.js';
import { closedBefore, overdueLoan } from '../support/collections.js';
import { disbursedLoan, nextSerial, repaid } from '../support/loans.js';
import type { Username } from '../support/people.js';

const pathOf = (loanId: number) => `/api/v1/loans/${loanId}/collection-actions`;
const nameFor = async (client: Client) =>
  (await client.get('/api/v1/collections')).body.items[0].borrowerName as string;

describe('Collection', () => {
  let app: TestApp;
  let bank: Client;
  beforeEach(async () => {
    app = await startTestApp();
    bank = await app.logIn('bank.maker');
  });

  const today = () => app.clock.today();
  const nights = (count: number) => closedBefore(app, addDays(today(), count));
  const call = (loanId: number, more: object = {}) =>
    bank.post(pathOf(loanId)).send({ kind: 'call', actedOn: today(), outcome: 'reached', ...more });
  const promised = (loanId: number, amount: string, inDays: number) =>
    call(loanId, { outcome: 'promised', promise: { amount, on: addDays(today(), inDays) } });
  const worklist = async (username: Username = 'bank.maker') =>
    (await findWorklist(await app.contextOf(username), { limit: 20 })).items;
  const lastPromise = async (loanId: number) =>
    (await bank.get(pathOf(loanId))).body.items.at(-1).promise as { paid: string; state: string };

  it('puts a loan before its bank and its guarantor the morning after the close found it overdue', async () => {
    const loan = await disbursedLoan(app, { repaymentMethod: 'interest-monthly', ratePercent: '2.40' });
    await closedBefore(app, parseBusinessDate('2025-04-22'));
    expect(await worklist()).to.deep.equal([]);
    await nights(1);
    for (const username of ['bank.maker', 'guarantor.checker', 'auditor'] as const) {
      const [item] = await worklist(username);
      expect(item, username).to.include({
        loanId: loan.id,
        urgency: 'untouched',
        pastDueSince: '2025-04-21',
        daysPastDue: 1,
        riskClass: 'special-mention',
        lastKind: null,
      });
    }
    expect(await worklist('other.bank.maker')).to.deep.equal([]);
    expect(await worklist('other.guarantor.maker')).to.deep.equal([]);
  });

  it('shows the name to those who work on the case, and a mask to the auditor', async () => {
    await overdueLoan(app);
    expect(await nameFor(bank)).to.equal('陈一');
    expect(await nameFor(await app.logIn('auditor'))).to.equal('*一');
  });

  it('is empty again when the arrears are paid', async () => {
    const loan = await overdueLoan(app);
    await repaid(app, loan.id, { interest: '640.00' });
    await nights(1);
    expect(await worklist()).to.deep.equal([]);
  });

  it('orders by urgency: broken promise, due step, untouched, followed up; then the longest overdue first', async () => {
    const loans = [];
    for (let number = 0; number < 5; number += 1)
      loans.push(await disbursedLoan(app, { repaymentMethod: 'interest-monthly' }));
    const [followed, untouched, alsoUntouched, stepDue, broken] = loans.map(({ id }) => id) as [
      number,
      number,
      number,
      number,
      number,
    ];
    await nights(33);
    await promised(broken, '100.00', 1);
    await call(stepDue, { nextStep: { what: '上门', on: addDays(today(), 2) } });
    await call(followed, { nextStep: { what: '再次联系', on: addDays(today(), 9) } });
    await nights(2);
    const order = (await worklist()).map(({ loanId, urgency }) => [loanId, urgency]);
    expect(order).to.deep.equal([
      [broken, 'promise-broken'],
      [stepDue, 'step-due'],
      [untouched, 'untouched'],
      [alsoUntouched, 'untouched'],
      [followed, 'waiting'],
    ]);

    const paged: string[] = [];
    let cursor = '';
    do {
      const { body } = await bank.get(`/api/v1/collections?limit=2${cursor && `&cursor=${cursor}`}`);
      paged.push(...body.items.map((item: { loanId: string }) => item.loanId));
      cursor = body.nextCursor ?? '';
    } while (cursor);
    expect(paged).to.deep.equal(order.map(([loanId]) => String(loanId)));
    const due = await bank.get('/api/v1/collections?urgency=step-due');
    expect(due.body.items).to.have.length(1);
  });

  it('holds a promise kept as soon as enough is repaid, and opens it again when the repayment is reversed', async () => {
    const loan = await overdueLoan(app);
    await promised(loan.id, '600.00', 5);
    await nights(1);
    await repaid(app, loan.id, { interest: '400.00' });
    expect(await lastPromise(loan.id)).to.include({ state: 'open', paid: '400.00' });
    const { repaymentId } = await repaid(app, loan.id, { interest: '200.00' });
    expect(await lastPromise(loan.id)).to.include({ state: 'kept', paid: '600.00' });
    await reverseRepayment(await app.contextOf('bank.maker'), {
      repaymentId: Number(repaymentId),
      serialNumber: `CZ${nextSerial()}`,
      reversedOn: today(),
    });
    expect(await lastPromise(loan.id)).to.include({ state: 'open', paid: '400.00' });
  });

  it('holds a promise broken once its day is closed, unless a repayment of that time arrives late', async () => {
    const loan = await overdueLoan(app);
    await promised(loan.id, '600.00', 2);
    const promisedOn = addDays(today(), 2);
    await nights(2);
    expect(await lastPromise(loan.id)).to.include({ state: 'open' });
    await nights(1);
    expect(await lastPromise(loan.id)).to.include({ state: 'broken' });
    await repaid(app, loan.id, { interest: '600.00', on: promisedOn });
    expect(await lastPromise(loan.id)).to.include({ state: 'kept' });
  });

  it('corrects an entry by another one, once, and by its own organisation alone', async () => {
    const loan = await overdueLoan(app);
    const first = (await call(loan.id, { note: '误记' })).body.collectionActionId as string;
    const correction = { kind: 'visit', outcome: 'not-reached', correctsActionId: first };
    const guarantor = await app.logIn('guarantor.maker');
    const foreign = await guarantor.post(pathOf(loan.id)).send({ ...correction, actedOn: today() });
    expect(foreign.status).to.equal(404);
    expect((await call(loan.id, correction)).status).to.equal(201);
    const again = await call(loan.id, correction);
    expect(again.status).to.equal(409);
    expect(again.body).to.include({ code: 'illegal-transition' });
    const { items } = (await bank.get(pathOf(loan.id))).body;
    expect(items).to.have.length(2);
    expect(items[0]).to.include({ note: '误记', correctedByActionId: items[1].collectionActionId });
    expect((await worklist())[0]).to.include({ lastKind: 'visit', lastOutcome: 'not-reached' });
    const audited = await findRows(AuditEvent, { where: { command: 'collection-action.record' } });
    expect(audited).to.have.length(2);
    expect(audited[0]?.detailJson).not.to.include('误记');
  });

  it('takes only what fits: a loan that was overdue, a day that has been, an outcome of its kind', async () => {
    const sound = await disbursedLoan(app);
    const refused = await call(sound.id);
    expect(refused.status).to.equal(409);
    expect(refused.body.detail).to.include('record a collection');
    const loan = await overdueLoan(app);
    expect((await call(loan.id, { actedOn: addDays(today(), 1) })).body).to.include({
      code: 'outside-loan-term',
    });
    for (const wrong of [
      { outcome: 'filed' },
      { outcome: 'promised' },
      { promise: { amount: '1.00', on: '2099-01-01' } },
      { nextStep: { what: '联系', on: addDays(today(), -1) } },
    ]) {
      expect((await call(loan.id, wrong)).body, JSON.stringify(wrong)).to.include({ code: 'malformed' });
    }
    expect((await bank.get(pathOf(loan.id))).body.items).to.deep.equal([]);
  });

  it('can be written down after the arrears were paid, of a day on which they were not', async () => {
    const loan = await overdueLoan(app);
    const actedOn = today();
    await repaid(app, loan.id, { interest: '640.00' });
    await nights(1);
    expect((await call(loan.id, { actedOn })).status).to.equal(201);
  });
});
