import { expect } from 'chai';
import { AuditEvent } from '../../../models/audit-event.js';
import { findRows } from '../../../models/rows.js';
import { findLoanSubsidies } from '../../../server/subsidies/find-loan-subsidies.js';
import {
  insertEvent,
  insertLoan,
  insertRepayment,
  openSubsidyOffice,
  type SubsidyOffice,
} from '../../support/subsidies.js';
import { callersOf, type OfficeCaller } from '../../support/subsidy-office-app.js';

interface Built {
  readonly id: string;
  readonly contentHash: string;
}

describe('/api/v1/subsidy-claims', () => {
  let office: SubsidyOffice;
  let as: (person: SubsidyOffice['finance']) => OfficeCaller;

  const build = async (): Promise<Built> => {
    const { body } = await as(office.bankOfficer)
      .post('/api/v1/subsidy-claims', { quarter: '2025Q2' })
      .expect(201);
    return body as Built;
  };

  beforeEach(async () => {
    office = await openSubsidyOffice();
    as = callersOf(office);
    await insertLoan(office, { contractNumber: '=cmd|A' });
  });

  it('takes a quarter from the bank’s book to the treasury’s payment', async () => {
    const { id, contentHash } = await build();
    const claim = `/api/v1/subsidy-claims/${id}`;
    const seen = { contentHash };
    await as(office.bankSupervisor).post(`${claim}/submission`, seen).expect(200);
    await as(office.centreOfficer).post(`${claim}/return`, { reason: '请补充说明' }).expect(200);
    await as(office.bankSupervisor).post(`${claim}/submission`, seen).expect(200);
    await as(office.centreOfficer).post(`${claim}/verification`, seen).expect(200);
    await as(office.centreSupervisor).post(`${claim}/approval`, seen).expect(200);
    const refused = await as(office.finance).post(`${claim}/funding`, seen).expect(422);
    expect(refused.body).to.include({ code: 'budget-exceeded' });

    const allotment = { year: 2025, level: 'city', amount: '2000.00', document: '穗财〔2025〕1号' };
    const proposed = await as(office.centreOfficer).post('/api/v1/budgets', allotment).expect(201);
    const budget = proposed.body as { id: string; payloadHash: string };
    const verdict = { payloadHash: budget.payloadHash, outcome: 'approve' };
    await as(office.finance).post(`/api/v1/budgets/${budget.id}/allotment-decision`, verdict).expect(200);

    const funded = await as(office.finance).post(`${claim}/funding`, seen).expect(200);
    expect(funded.body).to.deep.include({
      id,
      state: 'funded',
      payable: '1322.50',
      carriedDeduction: '0.00',
    });
    const paid = await as(office.centreOfficer)
      .post(`${claim}/payment`, { paidOn: '2025-06-30' })
      .expect(200);
    expect(paid.body).to.deep.include({ state: 'paid', paid: '1322.50', paidOn: '2025-06-30' });
    const { body: spent } = await as(office.auditor).get(`/api/v1/budgets/${budget.id}`).expect(200);
    expect(spent).to.deep.include({
      paid: '1322.50',
      available: '677.50',
      usedPercent: '66.12',
      openAllotment: null,
    });
    const entries = await as(office.auditor).get(`/api/v1/budgets/${budget.id}/entries`).expect(200);
    expect((entries.body as { items: { kind: string }[] }).items.map(({ kind }) => kind)).to.deep.equal([
      'pay',
      'commit',
      'reserve',
      'allot',
    ]);
  });

  it('answers a repeated request with what the first one did', async () => {
    const caller = as(office.bankOfficer);
    const send = (quarter: string) => caller.post('/api/v1/subsidy-claims', { quarter }, 'one-build-only');
    const first = await send('2025Q2').expect(201);
    const events = await findRows(AuditEvent, { where: {} });
    const second = await send('2025Q2').expect(201).expect('Idempotent-Replayed', 'true');
    expect(second.body).to.deep.equal(first.body);
    expect(await findRows(AuditEvent, { where: {} })).to.deep.equal(events);
    expect((await send('2025Q1').expect(422)).body).to.include({ code: 'idempotency-mismatch' });
  });

  it('shows totals, the running stage and who may act next', async () => {
    const { id, contentHash } = await build();
    await as(office.bankSupervisor)
      .post(`/api/v1/subsidy-claims/${id}/submission`, { contentHash })
      .expect(200);
    const { body } = await as(office.centreOfficer).get(`/api/v1/subsidy-claims/${id}`).expect(200);
    expect(body).to.deep.include({
      id,
      bank: { code: 'BANK01', name: 'BANK01' },
      state: 'submitted',
      subsidy: '1322.50',
      payable: '1322.50',
      deducted: '0.00',
      next: [
        { event: 'verify', roles: ['municipal-officer'], mayYou: true },
        { event: 'return', roles: ['municipal-officer'], mayYou: true },
      ],
    });
    expect(body).to.have.nested.property('openStage.stage', 'claim-verification');
    expect(body).to.have.nested.property('openStage.dueOn', '2025-07-22');
    const listed = await as(office.bankOfficer).get('/api/v1/subsidy-claims?quarter=2025Q2&state=submitted');
    expect((listed.body as { items: { id: string }[] }).items.map((item) => item.id)).to.deep.equal([id]);
  });

  it('gives the lines page by page, and day by day where asked', async () => {
    const loan = await insertLoan(office, { contractNumber: 'B' });
    await insertRepayment(office, loan, '2025-05-10', '100000.00');
    await insertEvent(office, loan, { kind: 'overdue', from: '2025-06-01', until: '2025-06-11' });
    const { id } = await build();
    const lines = `/api/v1/subsidy-claims/${id}/lines?limit=1`;
    const first = await as(office.auditor).get(lines).expect(200);
    const { items, nextCursor } = first.body as { items: object[]; nextCursor: string };
    expect(items).to.have.length(1);
    expect(items[0]).to.include({
      lineNumber: 1,
      contractNumber: '=cmd|A',
      segments: null,
      subsidy: '1322.50',
    });
    const second = await as(office.auditor).get(`${lines}&segments=true&cursor=${nextCursor}`).expect(200);
    const page = second.body as { items: { segments: { from: string }[] }[]; nextCursor: null };
    expect(page.nextCursor).to.be.null;
    expect(page.items[0]?.segments.map((segment) => segment.from)).to.deep.equal([
      '2025-03-21',
      '2025-05-10',
      '2025-06-01',
      '2025-06-11',
    ]);
    // 191.666…, one fen less, so that the segments add up to the rounded total.
    expect(page.items[0]?.segments[2]).to.include({
      notSubsidisedBecause: 'overdue',
      subsidy: '0.00',
      interest: '191.66',
    });
  });

  it('comes as a CSV file in which no cell is a formula [T27]', async () => {
    const { id } = await build();
    const { text } = await as(office.finance)
      .get(`/api/v1/subsidy-claims/${id}/file`)
      .expect(200)
      .expect('Content-Type', /text\/csv/)
      .expect('Content-Disposition', /attachment; filename=TX2025000001-2025Q2.csv/);
    expect(text.split('\r\n')[1]).to.match(
      /^1,本期,'=cmd\|A,2025Q2,2025-03-21,2025-06-21,92,2645\.00,1322\.50,,,,subsidy-regime/,
    );
  });

  it('tells a loan’s subsidy, once a claim has been filed', async () => {
    const { id, contentHash } = await build();
    const { body: drafted } = await as(office.auditor).get(`/api/v1/subsidy-claims/${id}/lines`);
    const { loanId } = (drafted as { items: { loanId: string }[] }).items[0] ?? { loanId: '' };
    const history = () => findLoanSubsidies(office.bankOfficer, Number(loanId), { limit: 5 });
    expect(await history()).to.deep.equal({ items: [], nextCursor: null });
    await as(office.bankSupervisor)
      .post(`/api/v1/subsidy-claims/${id}/submission`, { contentHash })
      .expect(200);
    expect((await history()).items[0]).to.include({ quarter: '2025Q2', subsidyFen: 132_250, reason: null });
  });
});
