import { expect } from 'chai';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { runDailyCloses } from '../../server/daily-close/run-daily-closes.js';
import { runDueJobs } from '../../server/jobs/run-due-jobs.js';
import { POLICY_IMPACT_JOB } from '../../server/policy-studio/impacts/impact-job.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { disbursedLoan } from '../support/loans.js';

const DRAFTS = '/api/v1/policy-drafts';
const DRAFT = {
  jurisdiction: 'guangzhou',
  effectiveFrom: '2026-01-01',
  document: '示范文件〔2025〕9号',
  article: '第五条',
  verified: true,
};

/**
 * Of 2025-03-21: two loans of 300,000, one of which falls due on 2025-04-21 and is not repaid. In May another one of the same bank, and one
 * of another bank and district.
 */
describe('What a draft of guarantee thresholds would have refused', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp();
    await disbursedLoan(app, { repaymentMethod: 'bullet' });
    await disbursedLoan(app, { repaymentMethod: 'bullet', termMonths: 1 });
    app.clock.setDay(parseBusinessDate('2025-05-12'));
    await runDailyCloses(await app.contextOf('centre.maker'));
    await disbursedLoan(app, { amount: '200000.00' });
    await disbursedLoan(app, { amount: '100000.00', foreign: true });
    app.clock.setDay(parseBusinessDate('2025-07-01'));
  });

  const weighed = async (parameter: string, value: object) => {
    const maker = await app.logIn('centre.maker');
    const { id } = (await maker.post(DRAFTS).send({ ...DRAFT, parameter, value })).body;
    const asked = await maker
      .post(`${DRAFTS}/${id}/impacts`)
      .send({ quarters: ['2025Q2'], assumedFrom: '2025-01-01' });
    expect(asked.status, asked.text).to.equal(202);
    await runDueJobs(app.system, [POLICY_IMPACT_JOB]);
    const { body } = await (await app.logIn('centre.checker')).get(`/api/v1/policy-impacts/${asked.body.id}`);
    expect(body.state).to.equal('done');
    return body.result;
  };

  it('is told of every bank, guarantor and district: stopped months, loans and amounts, under both', async () => {
    const result = await weighed('stop-thresholds', {
      overdueBasisPoints: 9000,
      compensationBasisPoints: 9000,
    });
    expect(result).to.deep.include({ effect: 'capacity', changesSubsidy: true });
    // Half of what the bank is owed is overdue at the end of April, three eighths in May: the 20 % in force stop it in both months after.
    const bank = result.refusingOrganisations.find(
      ({ organisationId, refusalCause }: Record<string, string>) =>
        organisationId === String(app.organisationIds['bank']) && refusalCause === 'overdue-rate',
    );
    expect(bank).to.include({
      highestRatePercent: '50.00',
      stoppedMonthsInForce: 2,
      stoppedMonthsDrafted: 0,
    });
    expect(result.guarantees).to.include({
      guaranteesGiven: 4,
      givenAmount: '720000.00',
      refusedInForce: 1,
      refusedDrafted: 0,
      refusedAmountInForce: '160000.00',
      refusedDifference: '-160000.00',
    });
    expect(result.guaranteesByMonth.map(({ from }: Record<string, string>) => from)).to.deep.equal([
      '2025-03-21',
      '2025-05-01',
    ]);
    expect(result.guaranteesByDistrict).to.have.length(2);
  });

  it('of a lower multiple is what the fund has no room for, an institution has, and those loans earn no subsidy', async () => {
    const result = await weighed('fund-multiplier', { times: 0 });
    expect(result.guarantees).to.include({ refusedDrafted: 3, refusedAmountDrafted: '640000.00' });
    expect(result.refusedLoans).to.be.above(0);
    expect(Number(result.total.difference)).to.be.below(0);
  });

  it('is nothing of a draft that concerns no guarantee', async () => {
    const result = await weighed('cap-individual', { yuan: '250000.00' });
    expect(result).to.deep.include({ guarantees: null, refusingOrganisations: [], guaranteesByMonth: [] });
  });
});
