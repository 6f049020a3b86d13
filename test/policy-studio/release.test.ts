import { expect } from 'chai';
import { AuditEvent } from '../../models/audit-event.js';
import { findRows } from '../../models/rows.js';
import { addWorkingDays } from '../../server/core/calendar/working-calendar.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { loadReferenceData } from '../../server/policy/reference-data.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { makeSamePerson, type Username } from '../support/people.js';

const DRAFTS = '/api/v1/policy-drafts';
const QUARTER_OF_RATE = {
  parameter: 'subsidy-regime',
  jurisdiction: 'guangzhou',
  effectiveFrom: '2025-04-01',
  value: { kind: 'share-of-rate', shareBasisPoints: 2500 },
  document: '示范文件〔2025〕8号',
  article: '第三条',
  verified: true,
};
const LOAN = {
  borrowerKind: 'individual',
  principal: '300000.00',
  annualRatePercent: '3.10',
  disbursedOn: '2025-04-10',
  maturesOn: '2028-04-10',
  periodFrom: '2025-06-21',
  periodUntil: '2025-09-21',
};

describe('A draft of policy', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });

  const post = async (username: Username, path: string, body: object = {}) =>
    (await app.logIn(username)).post(path).send(body);
  const draft = async (body: object, path = ''): Promise<string> => {
    const response = await post('centre.maker', `${DRAFTS}${path}`, body);
    expect(response.status, response.text).to.equal(201);
    return (response.body as { id: string }).id;
  };
  const propose = async (id: string): Promise<string> =>
    ((await post('centre.maker', `${DRAFTS}/${id}/proposals`)).body as { payloadHash: string }).payloadHash;
  const decide = async (id: string, payloadHash: string, outcome = 'approve') =>
    post('centre.checker', `${DRAFTS}/${id}/decisions`, { payloadHash, outcome, reason: '已核对原文' });
  const release = async (body: object, path = ''): Promise<string> => {
    const id = await draft(body, path);
    const response = await decide(id, await propose(id));
    expect(response.status, response.text).to.equal(200);
    return (response.body as { policyId: string }).policyId;
  };
  const quoted = async () => (await app.visitor.post('/api/v1/subsidy-quotes').send(LOAN)).body;

  it('is refused where its value does not fit the form of its parameter, and names the field', async () => {
    const response = await post('centre.maker', DRAFTS, {
      ...QUARTER_OF_RATE,
      value: { kind: 'share-of-rate', shareBasisPoints: 10_001 },
    });
    expect(response.status).to.equal(400);
    expect(response.body.errors.map((each: { field: string }) => each.field)).to.deep.equal([
      'value.shareBasisPoints',
    ]);
  });

  it('changes nothing until another person releases it, and then every later computation names it', async () => {
    const id = await draft(QUARTER_OF_RATE);
    const payloadHash = await propose(id);
    expect((await quoted()).policy.id).to.equal('subsidy-regime.national.2023-10-01');

    const policyId = (await decide(id, payloadHash)).body.policyId as string;
    expect(policyId).to.match(/^subsidy-regime\.guangzhou\.2025-04-01#\d+$/);
    const { policy, subsidy, interest } = await quoted();
    expect(policy).to.deep.include({
      id: policyId,
      document: '示范文件〔2025〕8号',
      article: '第三条',
      verified: true,
    });
    expect({ interest, subsidy }).to.deep.equal({ interest: '2376.67', subsidy: '594.17' });

    const versions = (
      await (await app.logIn('auditor')).get('/api/v1/policy-versions').query({ parameter: 'subsidy-regime' })
    ).body;
    expect(versions.items.at(-1)).to.deep.include({
      makerUserId: String(app.userIds['centre.maker']),
      checkerUserId: String(app.userIds['centre.checker']),
    });
    const events = await findRows(AuditEvent, {
      where: { subjectKind: 'policy-draft', subjectId: Number(id) },
    });
    expect(events.map(({ command }) => command)).to.deep.equal([
      'policy-draft.create',
      'policy-draft.propose',
      'policy-draft.decide',
    ]);
  });

  it('is released once: a second decision, or one on content that was not seen, is refused', async () => {
    const id = await draft(QUARTER_OF_RATE);
    const payloadHash = await propose(id);
    expect((await decide(id, '0'.repeat(64))).body.code).to.equal('approval-does-not-match');
    await decide(id, payloadHash);
    expect((await decide(id, payloadHash)).body.code).to.equal('illegal-transition');
  });

  it('is not released by the person who drafted it, under whatever account', async () => {
    await makeSamePerson(app, 'centre.checker', 'centre.maker');
    const id = await draft(QUARTER_OF_RATE);
    expect((await decide(id, await propose(id))).body.code).to.equal('maker-is-checker');
    expect((await quoted()).policy.id).to.equal('subsidy-regime.national.2023-10-01');
  });

  it('reaches every other instance at its next look', async () => {
    const otherInstance = await loadReferenceData();
    const policyId = await release(QUARTER_OF_RATE);
    const regime = () =>
      otherInstance.current().policyBook.regimeOn(parseBusinessDate('2025-04-10')).source.id;
    expect(regime()).to.equal('subsidy-regime.national.2023-10-01');
    await otherInstance.follow();
    expect(regime()).to.equal(policyId);
  });

  it('stays on record when it is declined or withdrawn, and can’t be taken up again', async () => {
    const declined = await draft(QUARTER_OF_RATE);
    await decide(declined, await propose(declined), 'decline');
    const withdrawn = await draft(QUARTER_OF_RATE);
    const payloadHash = await propose(withdrawn);
    await post('centre.maker', `${DRAFTS}/${withdrawn}/withdrawals`, { reason: '文号有误' });
    expect((await decide(withdrawn, payloadHash)).body.code).to.equal('illegal-transition');
    const { items } = (await (await app.logIn('finance.approver')).get(DRAFTS)).body;
    expect(
      items.map(({ id, state, reason }: Record<string, string>) => ({ id, state, reason })),
    ).to.deep.equal([
      { id: withdrawn, state: 'withdrawn', reason: '文号有误' },
      { id: declined, state: 'declined', reason: '已核对原文' },
    ]);
    expect((await quoted()).policy.id).to.equal('subsidy-regime.national.2023-10-01');
  });

  it('says what it stands beside, and when a nearer jurisdiction holds anyway', async () => {
    await release(QUARTER_OF_RATE);
    const id = await draft({ ...QUARTER_OF_RATE, jurisdiction: 'national', effectiveFrom: '2025-05-01' });
    const detail = (await (await app.logIn('auditor')).get(`${DRAFTS}/${id}`)).body;
    expect(detail).to.deep.include({ takesEffect: false, openProposal: null });
    expect(detail.inForce).to.deep.include({ jurisdiction: 'guangzhou', effectiveFrom: '2025-04-01' });
  });

  const publishedRate = async () =>
    (await app.visitor.get('/api/v1/loan-prime-rates')).body.items.find(
      (each: { publishedOn: string }) => each.publishedOn === '2025-03-20',
    ).oneYearRatePercent;

  it('of a loan prime rate holds once it is released; a later one of the same day corrects it', async () => {
    const publication = { publishedOn: '2025-03-20', document: '2025年3月20日公告', verified: true };
    await release({ ...publication, oneYearRatePercent: '3.00' }, '/loan-prime-rates');
    expect(await publishedRate()).to.equal('3.00');
    await release({ ...publication, oneYearRatePercent: '3.10' }, '/loan-prime-rates');
    expect(await publishedRate()).to.equal('3.10');
    const early = await post('centre.maker', `${DRAFTS}/loan-prime-rates`, {
      ...publication,
      publishedOn: '2025-03-22',
      oneYearRatePercent: '0.00',
    });
    expect(early.body.errors.map((each: { rule: string }) => each.rule)).to.deep.equal([
      'not-in-future',
      'above-zero',
    ]);
  });

  it('of holidays ends the estimating of a year, and names only days that can be', async () => {
    const eve = parseBusinessDate('2027-01-01');
    const next = () => addWorkingDays(app.system.referenceData.current().calendar, eve, 1);
    expect(next()).to.deep.equal({ value: '2027-01-04', estimated: true });
    const year = {
      year: 2027,
      document: '国办发明电〔2026〕1号',
      holidays: ['2027-01-01', '2027-01-04'],
      workdays: ['2027-01-02'],
    };
    await release(year, '/calendar-years');
    expect(next()).to.deep.equal({ value: '2027-01-02', estimated: false });
    const wrong = await post('centre.maker', `${DRAFTS}/calendar-years`, {
      ...year,
      holidays: ['2027-01-01', '2027-01-01', '2026-12-31'],
      workdays: ['2027-01-05'],
    });
    expect(wrong.body.errors.map((each: { field: string }) => each.field)).to.deep.equal([
      'holidays.1',
      'holidays.2',
      'workdays.0',
    ]);
  });
});
