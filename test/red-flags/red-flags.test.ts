import { expect } from 'chai';
import { AuditEvent } from '../../models/audit-event.js';
import { ClawbackCase } from '../../models/clawback-case.js';
import { LoanEvent } from '../../models/loan-event.js';
import { RedFlag } from '../../models/red-flag.js';
import { RegistryLookUp } from '../../models/registry-look-up.js';
import { findRow, findRows } from '../../models/rows.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { JOB_KINDS } from '../../server/jobs/job-kinds.js';
import { runDueJobs } from '../../server/jobs/run-due-jobs.js';
import { enqueueByTimetable } from '../../server/jobs/timetable.js';
import { NIGHTLY_RED_FLAGS } from '../../server/red-flags/run-checks.js';
import { decideClawback } from '../../server/subsidies/clawbacks/decide-clawback.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { bodyOf } from '../support/applications.js';
import { proposedDemand } from '../support/clawbacks.js';
import { disbursedLoan } from '../support/loans.js';
import { identityNumberOf, makeSamePerson } from '../support/people.js';
import {
  capFlag,
  checked,
  concluded,
  deathFlag,
  flagOf,
  flagRow,
  flagsOf,
  followedUp,
  whitelisting,
} from '../support/red-flags.js';
import { bringRoster, personRow } from '../support/rosters.js';

const FLAGS = '/api/v1/red-flags';

describe('A red flag', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });

  it('is raised once however often the checks look, with evidence, rule, level and source', async () => {
    const flag = await deathFlag(app);
    await checked(app);
    await checked(app);
    expect(await flagsOf(flag.loanId)).to.deep.equal([['borrower-deceased', 'found']]);
    const shown = bodyOf(await (await app.logIn('district.reviewer')).get(`${FLAGS}/${flag.id}`), 200);
    expect(shown).to.include({ riskLevel: 'high', stage: 'after-loan', factOn: '2025-03-01' });
    expect(shown['evidence']).to.include({ fromOn: '2025-03-01' });
    expect((shown['source'] as { document: string }).document).to.contain('中国审计');
    expect(JSON.stringify(shown)).not.to.contain('440106199001010');
  });

  it('is looked for every night, and the comparison with registries is on record as a duty', async () => {
    const { id: loanId } = await disbursedLoan(app, { amount: '310000.00' });
    await enqueueByTimetable(app.system, [NIGHTLY_RED_FLAGS]);
    await runDueJobs(app.system, JOB_KINDS);
    expect(await flagsOf(loanId)).to.deep.equal([['amount-above-cap', 'found']]);
    const run = bodyOf(await (await app.logIn('auditor')).get('/api/v1/red-flag-runs'), 200).items[0];
    expect(run).to.include({ trigger: 'nightly', state: 'done', raised: 1 });
    const [kept] = await findRows(RegistryLookUp, { where: { subject: 'book', registry: 'deceased' } });
    expect(kept).to.include({ basis: 'legal-duty', purpose: 'red-flags', outcome: 'no-roster' });
    const raised = await findRow(AuditEvent, {
      where: { command: 'red-flag.raise', subjectKind: 'red-flag-run' },
    });
    expect(raised?.actorRole).to.equal('system');
  });

  it('goes from found over served and followed up to reported back, by two persons', async () => {
    const flag = await capFlag(app);
    const path = `${FLAGS}/${flag.id}`;
    const desk = await app.logIn('district.reviewer');
    const early = { version: 0, conclusion: 'unfounded', reason: '误报' };
    expect((await desk.post(`${path}/conclusions`).send(early)).body).to.include({
      code: 'illegal-transition',
    });
    bodyOf(await desk.post(`${path}/steps`).send({ kind: 'serve', text: '上门了解', version: 0 }), 200);
    const stale = await desk.post(`${path}/steps`).send({ kind: 'follow-up', text: '再看', version: 0 });
    expect(stale.body).to.include({ code: 'stale-version' });
    bodyOf(await desk.post(`${path}/steps`).send({ kind: 'follow-up', text: '再看', version: 1 }), 200);
    const { payloadHash } = bodyOf(
      await desk.post(`${path}/conclusions`).send({ ...early, version: 2 }),
      201,
    );
    const checker = await app.logIn('centre.checker');
    const other = { payloadHash: 'a'.repeat(64), outcome: 'approve' };
    expect((await checker.post(`${path}/decisions`).send(other)).body).to.include({
      code: 'approval-does-not-match',
    });
    bodyOf(await checker.post(`${path}/decisions`).send({ payloadHash, outcome: 'approve' }), 200);
    expect(await flagRow(flag.id)).to.include({
      state: 'reported',
      conclusion: 'unfounded',
      loanEventId: null,
    });
    const { steps } = bodyOf(await checker.get(path), 200) as unknown as { steps: { kind: string }[] };
    expect(steps.map(({ kind }) => kind)).to.deep.equal([
      'serve',
      'follow-up',
      'propose-conclusion',
      'report-back',
    ]);
  });

  it('that turns out true stops the subsidy from a day on, as a fact of the loan', async () => {
    const flag = await deathFlag(app);
    app.clock.setDay(parseBusinessDate('2025-04-02'));
    const stopsFrom = parseBusinessDate('2025-03-25');
    const payloadHash = await concluded(app, flag, { conclusion: 'subsidy-stopped', stopsFrom });
    const checker = await app.logIn('centre.checker');
    bodyOf(
      await checker.post(`${FLAGS}/${flag.id}/decisions`).send({ payloadHash, outcome: 'approve' }),
      200,
    );
    const event = await findRow(LoanEvent, { where: { loanId: flag.loanId, kind: 'eligibility-lost' } });
    expect(event).to.include({ fromOn: '2025-03-25', untilOn: null, source: 'officer' });
    expect((await flagRow(flag.id)).loanEventId).to.equal(event?.id);
    const statement = bodyOf(
      await checker.get(`/api/v1/loans/${flag.loanId}/subsidy-statement?from=2025-03-21&until=2025-06-21`),
      200,
    ) as unknown as { segments: { from: string; notSubsidisedBecause: string | null }[] };
    expect(
      statement.segments.map(({ from, notSubsidisedBecause }) => [from, notSubsidisedBecause]),
    ).to.deep.equal([
      ['2025-03-21', null],
      ['2025-03-25', 'eligibility-lost'],
    ]);
  });

  it('leads to a demand for what was paid, and is reported once the demand stands', async () => {
    const { caseId, payloadHash: ofDemand } = await proposedDemand(app);
    const demand = await findRow(ClawbackCase, { where: { id: caseId } });
    const loanId = demand?.loanId ?? 0;
    const number = identityNumberOf(0);
    await bringRoster(app, { registry: 'deceased', mode: 'delta', rows: [personRow(number, '2025-03-01')] });
    await checked(app);
    const flag = await flagOf(loanId, 'borrower-deceased');
    const payloadHash = await concluded(app, flag, { conclusion: 'clawed-back', clawbackCaseId: caseId });
    const checker = await app.logIn('centre.checker');
    const decide = () =>
      checker.post(`${FLAGS}/${flag.id}/decisions`).send({ payloadHash, outcome: 'approve' });
    expect((await decide()).body).to.include({ code: 'illegal-transition' });
    await decideClawback(await app.contextOf('centre.checker'), caseId, {
      payloadHash: ofDemand,
      outcome: 'approve',
      reason: null,
    });
    bodyOf(await decide(), 200);
    expect(bodyOf(await checker.get(`${FLAGS}/${flag.id}`), 200)).to.include({
      conclusion: 'clawed-back',
      clawbackCaseId: String(caseId),
    });
  });

  it('names a day exactly where the subsidy stops, and none before the loan', async () => {
    const { id: flagId, version } = await followedUp(app, await capFlag(app));
    const desk = await app.logIn('centre.maker');
    const propose = (body: object) =>
      desk.post(`${FLAGS}/${flagId}/conclusions`).send({ version, reason: '属实', ...body });
    expect((await propose({ conclusion: 'subsidy-stopped' })).status).to.equal(400);
    expect((await propose({ conclusion: 'explained', stopsFrom: '2025-03-21' })).status).to.equal(400);
    expect((await propose({ conclusion: 'subsidy-stopped', stopsFrom: '2025-03-01' })).body).to.include({
      code: 'outside-loan-term',
    });
  });

  it('is not concluded by who proposed it, under whatever account', async () => {
    const flag = await capFlag(app);
    const payloadHash = await concluded(app, flag);
    await makeSamePerson(app, 'centre.checker', 'centre.maker');
    const checker = await app.logIn('centre.checker');
    const decided = await checker
      .post(`${FLAGS}/${flag.id}/decisions`)
      .send({ payloadHash, outcome: 'approve' });
    expect(decided.body).to.include({ code: 'maker-is-checker' });
  });

  it('rests while its element is whitelisted by two persons, and is found again when that ends', async () => {
    const flag = await deathFlag(app);
    const { entryId, payloadHash } = await whitelisting(app, flag);
    const checker = await app.logIn('centre.checker');
    const path = `/api/v1/audit-whitelist-entries/${entryId}/decisions`;
    bodyOf(await checker.post(path).send({ payloadHash, outcome: 'approve' }), 200);
    expect((await flagRow(flag.id)).state).to.equal('whitelisted');

    const { id: another } = await disbursedLoan(app);
    await checked(app);
    expect(await flagsOf(another)).to.deep.equal([]);

    app.clock.setDay(parseBusinessDate('2025-06-01'));
    await checked(app);
    expect((await flagRow(flag.id)).state).to.equal('found');
    expect(await flagsOf(another)).to.deep.equal([['borrower-deceased', 'found']]);
    expect(await findRows(RedFlag, { where: { rule: 'borrower-deceased' } })).to.have.length(2);
  });

  it('is whitelisted until a day within three years, once at a time, and not by its proposer', async () => {
    const flag = await capFlag(app);
    const maker = await app.logIn('centre.maker');
    const propose = (endsOn: string) =>
      maker.post(`${FLAGS}/${flag.id}/whitelistings`).send({ reason: '核实', endsOn });
    expect((await propose('2025-03-21')).status).to.equal(400);
    expect((await propose('2028-03-22')).status).to.equal(400);
    const { entryId, payloadHash } = bodyOf(await propose('2028-03-21'), 201) as unknown as Record<
      string,
      string
    >;
    expect((await propose('2027-01-01')).body).to.include({ code: 'already-exists' });
    await makeSamePerson(app, 'centre.checker', 'centre.maker');
    const decided = (await app.logIn('centre.checker'))
      .post(`/api/v1/audit-whitelist-entries/${entryId}/decisions`)
      .send({ payloadHash, outcome: 'approve' });
    expect((await decided).body).to.include({ code: 'maker-is-checker' });
  });

  it('is seen by its district and the city, never by the bank that may be looked into', async () => {
    const flag = await capFlag(app);
    expect((await (await app.logIn('bank.checker')).get(`${FLAGS}/${flag.id}`)).status).to.equal(403);
    expect((await (await app.logIn('other.district.reviewer')).get(`${FLAGS}/${flag.id}`)).status).to.equal(
      404,
    );
    expect(bodyOf(await (await app.logIn('other.district.reviewer')).get(FLAGS), 200).items).to.deep.equal(
      [],
    );
    expect(bodyOf(await (await app.logIn('auditor')).get(FLAGS), 200).items).to.have.length(1);
  });

  it('comes into the circular of its month, which adds up and names no one', async () => {
    const typicalCase = { title: '超额度放款', lesson: '放款前核对额度' };
    const flag = await capFlag(app);
    await deathFlag(app);
    const payloadHash = await concluded(app, flag, { conclusion: 'corrected', typicalCase });
    const checker = await app.logIn('centre.checker');
    bodyOf(
      await checker.post(`${FLAGS}/${flag.id}/decisions`).send({ payloadHash, outcome: 'approve' }),
      200,
    );
    const circular = bodyOf(await checker.get('/api/v1/circulars/red-flags?month=2025-03'), 200);
    expect(circular).to.include({ found: 3, reported: 1, confirmed: 1, open: 2, subsidiesStopped: 0 });
    const [typical] = circular['cases'] as (typeof typicalCase & { source: { document: string } })[];
    expect(typical).to.include(typicalCase);
    expect(typical?.source.document).to.contain('财金');
    expect(JSON.stringify(circular)).not.to.contain('陈');
    const file = await checker
      .get('/api/v1/circulars/red-flags/file?month=2025-03')
      .set('Accept-Language', 'zh');
    expect(file.text).to.include('2025年3月疑点排查和典型案例通报').and.include('合计,,3,1,1,2');
    expect(file.text).to.include('典型案例“超额度放款”').and.include('放款前核对额度');
    const order = { report: 'red-flag-circular', query: { month: '2025-03' } };
    const paper = bodyOf(await checker.post('/api/v1/report-papers').send(order), 201);
    expect(paper['report']).to.equal('2025年3月疑点排查和典型案例通报');
    const april = bodyOf(await checker.get('/api/v1/circulars/red-flags?month=2025-04'), 200);
    expect(april).to.include({ found: 0, reported: 0, open: 2 });
  });
});
