import { expect } from 'chai';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import type { LoanRow } from '../../../server/loans/loan-case.js';
import { startTestApp, type Client, type TestApp } from '../../support/app.js';
import { disbursedLoan, repaid } from '../../support/loans.js';
import { balancesCompared } from '../../support/reconciliation.js';

const BREAKS = '/api/v1/reconciliation-breaks';

interface BreakBody {
  readonly breakId: string;
  readonly state: string;
  readonly version: number;
  readonly age: number;
  readonly difference: string;
  readonly contractNumber: string;
}

describe('A break between a bank’s list and our books', () => {
  let app: TestApp;
  let loan: LoanRow;
  let maker: Client;
  let breakId: string;
  beforeEach(async () => {
    app = await startTestApp();
    loan = await disbursedLoan(app);
    app.clock.setDay(parseBusinessDate('2025-07-01'));
    await balancesCompared(app, '2025-06-30', { [loan.contractNumber]: '250000.00', UNKNOWN: '1.00' });
    maker = await app.logIn('bank.maker');
    breakId = (await listed(`contractNumber=${loan.contractNumber}`))[0]?.breakId ?? '';
  });

  const listed = async (query: string, client = maker): Promise<BreakBody[]> =>
    ((await client.get(`${BREAKS}?${query}`)).body as { items: BreakBody[] }).items;
  const detail = async (client = maker) => (await client.get(`${BREAKS}/${breakId}`)).body;

  it('names both sides, the difference, the cause and what to do', async () => {
    expect(await detail()).to.include({
      contractNumber: loan.contractNumber,
      stated: '250000.00',
      ledger: '300000.00',
      difference: '-50000.00',
      cause: 'prepayment-not-booked',
      causeLabel: 'A prepayment is not in our books',
      state: 'open',
    });
    expect((await detail()).statements).to.have.length(1);
    expect((await detail()).allowed).to.have.members(['explain', 'correct']);
  });

  it('is found by state, cause, bank, day and age in working days', async () => {
    expect(await listed('state=open')).to.have.length(2);
    expect(await listed('cause=unknown-loan')).to.have.length(1);
    expect(await listed('balanceOn=2025-06-30&bankCode=BANK')).to.have.length(2);
    expect(await listed('balanceOn=2025-06-29')).to.be.empty;
    expect(await listed('minimumAge=3')).to.be.empty;
    app.clock.setDay(parseBusinessDate('2025-07-04'));
    expect(await listed('minimumAge=3')).to.have.length(2);
    app.clock.setDay(parseBusinessDate('2025-07-06'));
    expect((await listed('minimumAge=3')).map(({ age }) => age)).to.deep.equal([3, 3]);
  });

  it('comes page by page, and to no other bank', async () => {
    const first = (await maker.get(`${BREAKS}?limit=1`)).body as { items: BreakBody[]; nextCursor: string };
    const second = (await maker.get(`${BREAKS}?limit=1&cursor=${first.nextCursor}`)).body;
    expect([first.items[0]?.contractNumber, second.items[0]?.contractNumber]).to.have.members([
      'UNKNOWN',
      loan.contractNumber,
    ]);
    expect(second.nextCursor).to.equal(null);
    const other = await app.logIn('other.bank.maker');
    expect(await listed('bankCode=BANK', other)).to.be.empty;
    expect((await other.get('/api/v1/reconciliations?bankCode=BANK')).body.items).to.be.empty;
  });

  it('is given to a person, explained, corrected and resolved by the repayment that was missing', async () => {
    const checker = await app.logIn('bank.checker');
    const given = { ownerUserId: String(app.userIds['bank.maker']), reason: '经办柜台', version: 0 };
    expect((await checker.put(`${BREAKS}/${breakId}/owner`).send(given)).body).to.include({ version: 1 });
    expect((await detail()).owner).to.include({ name: 'bank.maker' });
    const said = { kind: 'explain', text: '客户 6 月 20 日提前还款 5 万元', version: 1 };
    expect((await maker.post(`${BREAKS}/${breakId}/remarks`).send(said)).body.state).to.equal('explained');
    const correcting = { kind: 'correct', text: '今日补报', version: 2 };
    const corrected = await maker.post(`${BREAKS}/${breakId}/remarks`).send(correcting);
    expect(corrected.body.state).to.equal('being-corrected');
    await repaid(app, loan.id, { principal: '50000.00', on: '2025-06-20' });
    const rechecked = await maker.post(`${BREAKS}/${breakId}/comparisons`);
    expect(rechecked.body).to.include({ breakId, state: 'resolved' });
    const { remarks, repayments, closedOn } = await detail();
    expect(remarks.map((remark: { kind: string }) => remark.kind)).to.deep.equal([
      'assign',
      'explain',
      'correct',
    ]);
    expect(repayments).to.have.length(1);
    expect(closedOn).to.equal('2025-07-01');
  });

  it('stays where both sides still differ, whoever asks', async () => {
    expect((await maker.post(`${BREAKS}/${breakId}/comparisons`)).body.state).to.equal('open');
  });

  it('refuses what the state, the role, the owner or an old version does not allow', async () => {
    const post = async (user: Parameters<TestApp['logIn']>[0], path: string, body: object) =>
      (await app.logIn(user)).post(`${BREAKS}/${breakId}/${path}`).send(body);
    expect((await post('bank.maker', 'acceptance', { reason: '尾差', version: 0 })).status).to.equal(403);
    expect((await post('centre.maker', 'reopening', { reason: '再核', version: 0 })).body.code).to.equal(
      'illegal-transition',
    );
    expect(
      (await post('bank.maker', 'remarks', { kind: 'explain', text: '…', version: 7 })).body.code,
    ).to.equal('stale-version');
    const stranger = { ownerUserId: String(app.userIds['other.bank.maker']), reason: '转交', version: 0 };
    const given = await (await app.logIn('bank.checker')).put(`${BREAKS}/${breakId}/owner`).send(stranger);
    expect([given.status, given.body.fields?.[0]?.field ?? given.body.errors?.[0]?.field]).to.deep.equal([
      400,
      'ownerUserId',
    ]);
  });

  it('shows the bank’s day with its sums and the number of breaks', async () => {
    const { items } = (await (await app.logIn('centre.checker')).get('/api/v1/reconciliations')).body;
    expect(items[0]).to.deep.include({
      bankCode: 'BANK',
      balanceOn: '2025-06-30',
      statedCount: 2,
      stated: '250001.00',
      ledger: '300000.00',
      breaks: { open: 2, explained: 0, 'being-corrected': 0, accepted: 0, resolved: 0 },
    });
  });
});
