import { expect } from 'chai';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { runDailyCloses } from '../../server/daily-close/run-daily-closes.js';
import { runDueJobs } from '../../server/jobs/run-due-jobs.js';
import { POLICY_IMPACT_JOB } from '../../server/policy-studio/impacts/impact-job.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { compensatedLoan, shareRisk } from '../support/compensation.js';
import { disbursedLoan } from '../support/loans.js';

const DRAFTS = '/api/v1/policy-drafts';
const DRAFT = {
  jurisdiction: 'guangzhou',
  effectiveFrom: '2026-12-31',
  document: '示范文件〔2025〕9号',
  article: '第五条',
  verified: true,
};
const GROUNDS = ['bankruptcy', 'death', 'deregistration', 'enforcement-ended', 'long-unrecovered'];

/**
 * Of 2025-03-21: a loan of 300,000 that was compensated at once, and one of 100,000 in monthly instalments of which the one of April was
 * never paid. The books are closed up to July.
 */
describe('What a draft about losses would cost guarantors', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp();
    await compensatedLoan(app, { amount: '300000.00' });
    const { id } = await disbursedLoan(app, { amount: '100000.00', repaymentMethod: 'interest-monthly' });
    await shareRisk(app, id);
    app.clock.setDay(parseBusinessDate('2025-07-25'));
    await runDailyCloses(await app.contextOf('centre.maker'));
  });

  const weighed = async (parameter: string, value: object, quarters = ['2025Q1', '2025Q2', '2025Q3']) => {
    const maker = await app.logIn('centre.maker');
    const drafted = await maker.post(DRAFTS).send({ ...DRAFT, parameter, value });
    expect(drafted.status, drafted.text).to.equal(201);
    const asked = await maker
      .post(`${DRAFTS}/${drafted.body.id}/impacts`)
      .send({ quarters, assumedFrom: '2024-01-01' });
    expect(asked.status, asked.text).to.equal(202);
    await runDueJobs(app.system, [POLICY_IMPACT_JOB]);
    const { body } = await (await app.logIn('centre.checker')).get(`/api/v1/policy-impacts/${asked.body.id}`);
    expect(body.state).to.equal('done');
    return body.result;
  };

  it('is who bears how much of each compensation, beside what was paid', async () => {
    const result = await weighed('fund-share', { basisPoints: 7000 });
    expect(result).to.deep.include({ effect: 'loss-share', changesSubsidy: false });
    expect(result.total.difference).to.equal('0.00');
    expect(result.losses).to.include({
      lossMeasure: 'compensation',
      casesInForce: 1,
      casesDrafted: 1,
      inForce: '240000.00',
      drafted: '210000.00',
      difference: '-30000.00',
    });
    expect(result.lossesByBearer).to.deep.include.members([
      { bearer: 'bank', inForce: '60000.00', drafted: '90000.00', difference: '30000.00' },
      { bearer: 'city-fund', inForce: '240000.00', drafted: '210000.00', difference: '-30000.00' },
    ]);
    expect(result.lossesByGuarantor).to.have.length(1);
    expect(result.lossesByDistrict[0]).to.include({ drafted: '210000.00', changed: 1 });
    expect(result.lossesByKind[0]).to.include({ drafted: '210000.00' });
    expect(result.lossesByCategory[0]).to.include({ drafted: '210000.00' });
    expect(result.lossVersions.map(({ document }: { document: string }) => document)).to.include.members([
      '穗人社函〔2023〕325号',
      DRAFT.document,
    ]);
  });

  it('is which loans could have been claimed sooner, with what was owed then', async () => {
    const result = await weighed('overdue-to-claim', { days: 30 });
    expect(result.effect).to.equal('claim-days');
    // Overdue since 04-21: from 07-21 on in force, from 05-22 under the draft.
    const quarters = result.lossesByQuarter.map((each: Record<string, unknown>) => [
      each['quarter'],
      each['inForce'],
      each['drafted'],
    ]);
    expect(quarters).to.deep.include.members([
      ['2025Q2', '0.00', '80000.00'],
      ['2025Q3', '80000.00', '0.00'],
    ]);
    expect(result.losses).to.include({ lossMeasure: 'claim', difference: '0.00' });
  });

  it('of fewer days brings claims forward out of later quarters', async () => {
    const { losses } = await weighed('overdue-to-claim', { days: 30 }, ['2025Q2']);
    expect(losses).to.include({ inForce: '0.00', drafted: '80000.00', casesDrafted: 1 });
  });

  it('is which debts could be given up, projected where the day is still to come', async () => {
    const quarters = ['2025Q3', '2025Q4'];
    const result = await weighed(
      'write-off-conditions',
      { grounds: GROUNDS, longUnrecoveredMonths: 6 },
      quarters,
    );
    expect(result.effect).to.equal('write-offs');
    expect(result.losses).to.include({ casesInForce: 0, casesDrafted: 1, drafted: '240000.00' });
    expect(result.lossesByQuarter.at(-1)).to.include({ quarter: '2025Q4', projected: true });
  });

  it('is nothing of a draft that concerns no loss', async () => {
    const result = await weighed('cap-individual', { yuan: '250000.00' });
    expect(result).to.deep.include({ losses: null, lossesByQuarter: [], lossVersions: [] });
  });
});
