import { expect } from 'chai';
import { Job } from '../../models/job.js';
import { Instalment } from '../../models/instalment.js';
import { PolicyImpact } from '../../models/policy-impact.js';
import { insertRows, updateRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { Loan } from '../../models/loan.js';
import { fen } from '../../server/core/money.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { runDueJobs } from '../../server/jobs/run-due-jobs.js';
import { POLICY_IMPACT_JOB } from '../../server/policy-studio/impacts/impact-job.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { lendAsJudged } from '../support/judged-loans.js';
import { insertLoan, type LoanTerms } from '../support/subsidies.js';

const DRAFTS = '/api/v1/policy-drafts';
const QUARTER_OF_RATE = {
  parameter: 'subsidy-regime',
  jurisdiction: 'guangzhou',
  effectiveFrom: '2026-01-01',
  value: { kind: 'share-of-rate', shareBasisPoints: 2500 },
  document: '示范文件〔2025〕8号',
  article: '第三条',
  verified: true,
};

const APPLIED_ON = '2024-03-01';
const findings = (facts: Readonly<Record<string, object>>) =>
  Object.entries(facts).map(([rule, each]) => ({ rule, facts: each }));

describe('What a draft of policy would cost', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
    app.clock.setDay(parseBusinessDate('2025-07-01'));
  });

  const lend = (terms: LoanTerms = {}) =>
    insertLoan(
      {
        system: app.system,
        districtId: app.organisationIds.district,
        bankId: app.organisationIds['bank'] ?? 0,
      },
      terms,
    );
  const draft = async (body: object): Promise<string> =>
    (await (await app.logIn('centre.maker')).post(DRAFTS).send(body)).body.id as string;
  const weigh = async (draftId: string, request: object) => {
    const asked = await (await app.logIn('centre.maker')).post(`${DRAFTS}/${draftId}/impacts`).send(request);
    expect(asked.status, asked.text).to.equal(202);
    await runDueJobs(app.system, [POLICY_IMPACT_JOB]);
    const { body } = await (await app.logIn('centre.checker')).get(`/api/v1/policy-impacts/${asked.body.id}`);
    expect(body.state).to.equal('done');
    return body;
  };

  const lendTo = (facts: Readonly<Record<string, object>>, terms: LoanTerms = {}) =>
    lendAsJudged(app, lend, findings(facts), APPLIED_ON, terms);
  const weighed = async (parameter: string, value: object) =>
    (
      await weigh(await draft({ ...QUARTER_OF_RATE, parameter, value }), {
        quarters: ['2025Q2'],
        assumedFrom: '2024-01-01',
      })
    ).result;

  it('is the real book computed twice: total, quarter, district, kind, category and distribution', async () => {
    await lend();
    await lend({ principal: '400000.00', borrowerKind: 'enterprise', disbursedOn: '2024-06-21' });
    await lend({ disbursedOn: '2022-05-10' });
    const { result } = await weigh(await draft(QUARTER_OF_RATE), {
      quarters: ['2025Q1', '2025Q2'],
      assumedFrom: '2024-04-01',
    });
    // 400 000.00 × 3.45 % × 90 and 92 days ÷ 360, half and a quarter of it; the loans from before April 2024 stay as they are.
    expect(result.byKind).to.deep.include({
      borrowerKind: 'enterprise',
      inForce: '3488.33',
      drafted: '1744.17',
      difference: '-1744.16',
      loans: 1,
      changed: 1,
    });
    expect(result.byKind).to.deep.include({
      borrowerKind: 'individual',
      inForce: '4074.58',
      drafted: '4074.58',
      difference: '0.00',
      loans: 2,
      changed: 0,
    });
    expect(result.total).to.deep.equal({
      inForce: '7562.91',
      drafted: '5818.75',
      difference: '-1744.16',
      loans: 3,
      changed: 1,
    });
    expect(result.byQuarter.map((each: Record<string, string>) => each['difference'])).to.deep.equal([
      '-862.50',
      '-881.66',
    ]);
    expect(result.byDistrict[0]).to.include({ districtCode: '440106', loans: 3, difference: '-1744.16' });
    expect(result.byCategory[0]).to.include({ borrowerCategory: null, difference: '-1744.16' });
    expect(result.distribution.filter((band: { loans: number }) => band.loans > 0)).to.deep.equal([
      { from: '-10000.00', until: '-1000.00', loans: 1, difference: '-1744.16' },
      { from: '0.00', until: '0.01', loans: 2, difference: '0.00' },
    ]);
    expect(result.versions.map((version: { id: string }) => version.id)).to.deep.equal([
      'subsidy-regime.guangzhou.2026-01-01#draft',
      'subsidy-regime.national.2021-01-01',
      'subsidy-regime.national.2023-10-01',
    ]);
    expect(result.basis).to.have.length(3);
  });

  it('of quarters to come follows the repayment schedule, and says so', async () => {
    const loan = await lend({ disbursedOn: '2024-12-21', maturesOn: '2026-12-21' });
    await inTransaction(app.system.database, (transaction) =>
      insertRows(
        Instalment,
        [
          { number: 1, dueOn: '2025-10-21', balanceAfterFen: 15_000_000 },
          { number: 2, dueOn: '2026-12-21', balanceAfterFen: 0 },
        ].map(({ number, dueOn, balanceAfterFen }) => ({
          loanId: loan.id,
          number,
          dueOn: parseBusinessDate(dueOn),
          principalFen: fen(15_000_000),
          interestFen: fen(0),
          balanceAfterFen: fen(balanceAfterFen),
        })),
        transaction,
      ),
    );
    const { result, asOf } = await weigh(await draft(QUARTER_OF_RATE), {
      quarters: ['2025Q2', '2025Q4'],
      assumedFrom: '2024-12-01',
    });
    expect(asOf).to.equal('2025-07-01');
    // 2025Q4: 30 days of 300 000.00 and 61 of 150 000.00 at 3.45 %, half of it.
    expect(result.byQuarter).to.deep.equal([
      { quarter: '2025Q2', projected: false, inForce: '1322.50', drafted: '661.25', difference: '-661.25' },
      { quarter: '2025Q4', projected: true, inForce: '869.69', drafted: '434.84', difference: '-434.85' },
    ]);
    expect(result.basis[2]).to.match(/repayment schedules/);
  });

  it('of a lower cap takes out the loans that would not have been made', async () => {
    await lend();
    await lend({ principal: '200000.00' });
    const cap = { ...QUARTER_OF_RATE, parameter: 'cap-individual', value: { yuan: '250000.00' } };
    const { result } = await weigh(await draft(cap), { quarters: ['2025Q2'], assumedFrom: '2024-01-01' });
    expect(result).to.deep.include({ refusedLoans: 1 });
    expect(result.total).to.include({ inForce: '2204.17', drafted: '881.67', changed: 1 });
  });

  it('is nothing where the draft holds only for loans to come', async () => {
    await lend();
    const { result } = await weigh(await draft(QUARTER_OF_RATE), { quarters: ['2025Q2'] });
    expect(result.total).to.include({
      inForce: '1322.50',
      drafted: '1322.50',
      difference: '0.00',
      changed: 0,
    });
  });

  it('goes on where a run stopped, and counts no loan twice', async () => {
    await lend();
    const id = await draft(QUARTER_OF_RATE);
    const body = await weigh(id, { quarters: ['2025Q2'], assumedFrom: '2024-01-01' });
    const unfinished = { state: 'running', resultJson: null, resultHash: null, endedAt: null } as const;
    await inTransaction(app.system.database, async (transaction) => {
      await updateRows(PolicyImpact, unfinished, { id: Number(body.id) }, transaction);
      await updateRows(Job, { state: 'due' }, { name: POLICY_IMPACT_JOB.name }, transaction);
    });
    await lend();
    await runDueJobs(app.system, [POLICY_IMPACT_JOB]);
    const again = await (await app.logIn('auditor')).get(`/api/v1/policy-impacts/${body.id}`);
    expect(again.body.loansSeen).to.equal(2);
    expect(again.body.result.total).to.include({ loans: 2, inForce: '2645.00', drafted: '1322.50' });
  });

  it('is bound by the release: the checker approves the content and every estimate by its hash', async () => {
    await lend();
    const id = await draft(QUARTER_OF_RATE);
    const { id: impactId, resultHash } = await weigh(id, { quarters: ['2025Q2'], assumedFrom: '2024-01-01' });
    await (await app.logIn('centre.maker')).post(`${DRAFTS}/${id}/proposals`);
    const { body } = await (await app.logIn('centre.checker')).get(`${DRAFTS}/${id}`);
    expect(body.openProposal.payload.impacts).to.deep.equal([{ impactId: Number(impactId), resultHash }]);
  });

  it('of what changes no subsidy says so in words, with both figures the same', async () => {
    await lend();
    const clock = { ...QUARTER_OF_RATE, parameter: 'clock-precheck', value: { workingDays: 3 } };
    const { result } = await weigh(await draft(clock), { quarters: ['2025Q2'] });
    expect(result).to.include({ effect: 'procedure', changesSubsidy: false, refusedLoans: 0 });
    expect(result.total).to.include({ inForce: '1322.50', drafted: '1322.50', difference: '0.00' });
    expect(result.basis[0]).to.match(/no subsidy/);
  });

  it('is not computed from a day after the draft’s own', async () => {
    const maker = await app.logIn('centre.maker');
    const late = await maker
      .post(`${DRAFTS}/${await draft(QUARTER_OF_RATE)}/impacts`)
      .send({ quarters: ['2025Q2'], assumedFrom: '2026-02-01' });
    expect(late.body.errors[0]).to.include({ field: 'assumedFrom', rule: 'not-after-draft' });
  });

  it('of another split shows which level would pay, the sum being the same', async () => {
    await lend();
    const split = {
      ...QUARTER_OF_RATE,
      parameter: 'cost-split',
      value: {
        centralBasisPoints: 5000,
        provinceBasisPoints: 2500,
        cityBasisPoints: 1500,
        districtBasisPoints: 1000,
      },
    };
    const { result } = await weigh(await draft(split), { quarters: ['2025Q2'], assumedFrom: '2024-01-01' });
    expect(result.total).to.include({ difference: '0.00' });
    expect(result.byLevel).to.deep.equal([
      { level: 'central', inForce: '0.00', drafted: '661.25', difference: '661.25' },
      { level: 'province', inForce: '0.00', drafted: '330.63', difference: '330.63' },
      { level: 'city', inForce: '1322.50', drafted: '198.37', difference: '-1124.13' },
      { level: 'district', inForce: '0.00', drafted: '132.25', difference: '132.25' },
    ]);
  });

  describe('judged again by what applications left on record', () => {
    it('a lower age takes out who was older when applying', async () => {
      await lendTo({ age: { birthDate: '1965-03-01', sex: 'male', appliedOn: APPLIED_ON } });
      await lendTo({ age: { birthDate: '1990-03-01', sex: 'female', appliedOn: APPLIED_ON } });
      const age = { kind: 'fixed', minimumAge: 18, maximumMan: 55, maximumWoman: 50 };
      const result = await weighed('age-rule', age);
      expect(result).to.include({ effect: 'admission', refusedLoans: 1, unjudgedLoans: 0 });
      expect(result.total).to.include({ inForce: '2645.00', drafted: '1322.50' });
    });

    it('fewer loans a person, a smaller consumer loan and fewer groups take out theirs', async () => {
      await lendTo({ 'max-loans': { earlierLoans: 1 }, 'other-loans': { consumerFen: 6_000_000 } });
      await lendTo({ 'max-loans': { earlierLoans: 0 }, 'other-loans': { consumerFen: 0 } });
      expect(await weighed('max-loans', { count: 1 })).to.include({ refusedLoans: 1, unjudgedLoans: 0 });
      expect(await weighed('consumer-loan-limit', { yuan: '50000.00' })).to.include({ refusedLoans: 1 });
      const groups = { categories: ['ex-service'] };
      expect(await weighed('supported-categories', groups)).to.include({ unjudgedLoans: 2, refusedLoans: 0 });
    });

    it('of a larger hiring share takes out the enterprises that had hired fewer', async () => {
      const hired = { 'hiring-share': { staff: 20, newHires: 2 } };
      await lendTo(hired, { borrowerKind: 'enterprise', principal: '400000.00' });
      const share = {
        percent: 15,
        largePercent: 5,
        largeAboveStaff: 100,
        windowMonths: 12,
        contractMonths: 12,
      };
      expect(await weighed('hiring-share', share)).to.include({ refusedLoans: 1 });
    });

    it('counts a loan that came with a portfolio as made where nobody asked then', async () => {
      await lend();
      const age = { kind: 'fixed', minimumAge: 18, maximumMan: 55, maximumWoman: 50 };
      const result = await weighed('age-rule', age);
      expect(result).to.include({ refusedLoans: 0, unjudgedLoans: 1 });
      expect(result.basis.join()).to.match(/nothing on record/);
    });

    it('a loan of a portfolio is counted among the loans of its borrower', async () => {
      const first = await lend({ disbursedOn: '2024-02-05' });
      const second = await lend();
      await inTransaction(app.system.database, (transaction) =>
        updateRows(Loan, { borrowerId: first.borrowerId }, { id: second.id }, transaction),
      );
      expect(await weighed('max-loans', { count: 1 })).to.include({ refusedLoans: 1, unjudgedLoans: 0 });
    });
  });

  it('leaves out who has repaid before the quarters begin', async () => {
    const loan = await lend();
    await inTransaction(app.system.database, (transaction) =>
      updateRows(Loan, { settledOn: parseBusinessDate('2025-03-01') }, { id: loan.id }, transaction),
    );
    const { loansSeen } = await weigh(await draft(QUARTER_OF_RATE), { quarters: ['2025Q2'] });
    expect(loansSeen).to.equal(0);
  });
});
