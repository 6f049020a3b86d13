import { expect } from 'chai';
import { AuditEvent } from '../../../models/audit-event.js';
import { Guarantee } from '../../../models/guarantee.js';
import { findRow } from '../../../models/rows.js';
import { addDays, addMonths, parseBusinessDate } from '../../../server/core/business-date.js';
import { startTestApp, type Client, type TestApp } from '../../support/app.js';
import { disbursedLoan, loanRow, repaid } from '../../support/loans.js';

describe('A report that a bank takes back', () => {
  let app: TestApp;
  let maker: Client;
  beforeEach(async () => {
    app = await startTestApp();
    maker = await app.logIn('bank.maker');
  });

  const report = async (loanId: number, content: object) =>
    (await maker.post(`/api/v1/loans/${loanId}/events`).send(content).expect(201)).body as {
      readonly loanEventId: string;
      readonly state: string;
    };
  const withdraw = (loanEventId: string, client = maker) =>
    client.post(`/api/v1/loan-events/${loanEventId}/withdrawal`).send({ reason: '误报' });

  it('holds on no day: the loan is cured, and its days earn a subsidy again', async () => {
    const { id } = await disbursedLoan(app);
    app.clock.setDay(parseBusinessDate('2025-06-20'));
    const statement = async () =>
      (await maker.get(`/api/v1/loans/${id}/subsidy-statement?from=2025-03-21&until=2025-06-21`).expect(200))
        .body as { readonly subsidisedDays: number };
    expect(await statement()).to.include({ subsidisedDays: 92 });
    const overdue = await report(id, { kind: 'overdue', fromOn: '2025-06-11' });
    expect(overdue.state).to.equal('overdue');
    expect(await statement()).to.include({ subsidisedDays: 82 });

    const { body } = await withdraw(overdue.loanEventId).expect(201);
    expect(body).to.include({ revision: 2, state: 'active', changed: true });
    expect(await statement()).to.include({ subsidisedDays: 92 });

    const { body: listed } = await maker.get(`/api/v1/loans/${id}/events`).expect(200);
    expect(
      listed.items.map(({ revision, withdrawn, note }: Record<string, unknown>) => [
        revision,
        withdrawn,
        note,
      ]),
    ).to.deep.equal([
      [1, false, null],
      [2, true, '误报'],
    ]);
    expect(await findRow(AuditEvent, { where: { command: 'loan-event.withdraw' } })).to.include({
      subjectKind: 'loan',
      subjectId: id,
      organisationId: app.organisationIds['bank'],
    });
  });

  it('is taken back once, and can be reported anew', async () => {
    const { id } = await disbursedLoan(app);
    const misuse = { kind: 'misuse', fromOn: app.clock.today() };
    const { loanEventId } = await report(id, misuse);
    const { body } = await withdraw(loanEventId).expect(201);
    expect((await withdraw(loanEventId).expect(409)).body.detail).to.include('a later report counts');
    expect((await withdraw(String(body.loanEventId)).expect(409)).body.detail).to.include('taken back');
    expect(await report(id, misuse)).to.include({ revision: 3, changed: true });
  });

  it('opens a loan that was settled by the bank’s word alone, and binds its guarantor again', async () => {
    const { id } = await disbursedLoan(app);
    app.clock.setDay(addDays(app.clock.today(), 30));
    await repaid(app, id, { principal: '300000.00' });
    const { loanEventId, state } = await report(id, { kind: 'settled', fromOn: app.clock.today() });
    expect(state).to.equal('settled');
    expect((await withdraw(loanEventId).expect(201)).body).to.include({ state: 'active' });
    expect(await loanRow(id)).to.include({ state: 'active', settledOn: null });
    expect(await findRow(Guarantee, { where: { loanId: id } })).to.include({ state: 'effective' });
  });

  it('does not shorten what the bank’s supervisor has granted, nor change another bank’s loan', async () => {
    const { id, maturesOn } = await disbursedLoan(app);
    const requestedUntil = addMonths(maturesOn, 6);
    const asked = await maker
      .post(`/api/v1/loans/${id}/extensions`)
      .send({ requestedUntil, reason: '回款延后' })
      .expect(201);
    const checker = await app.logIn('bank.checker');
    await checker
      .post(`/api/v1/extensions/${asked.body.extensionId}/decision`)
      .send({ outcome: 'grant', reason: '同意' })
      .expect(200);
    const { body } = await maker.get(`/api/v1/loans/${id}/events`).expect(200);
    const [granted] = body.items;
    const refused = await withdraw(granted.loanEventId).expect(409);
    expect(refused.body).to.include({ code: 'illegal-transition' });
    expect(await loanRow(id)).to.include({ extendedUntil: requestedUntil });

    const { loanEventId } = await report(id, { kind: 'closure', fromOn: app.clock.today() });
    await withdraw(loanEventId, await app.logIn('other.bank.maker')).expect(404);
  });
});
