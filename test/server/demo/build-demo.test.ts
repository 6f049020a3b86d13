import { expect } from 'chai';
import { Application } from '../../../models/application.js';
import { AuditChain } from '../../../models/audit-event.js';
import { DailyClose } from '../../../models/daily-close.js';
import { Extension } from '../../../models/extension.js';
import { Loan } from '../../../models/loan.js';
import { LoanEvent } from '../../../models/loan-event.js';
import { RedFlag } from '../../../models/red-flag.js';
import { RegistryLookUp } from '../../../models/registry-look-up.js';
import { findRows } from '../../../models/rows.js';
import { SubsidyClaim } from '../../../models/subsidy-claim.js';
import { verifyChain } from '../../../server/audit/verify-chain.js';
import { buildDemo } from '../../../server/demo/build-demo.js';
import { demoState } from '../../../server/demo/demo-state.js';
import { PUBLISHED_HALF_YEAR } from '../../../server/demo/portfolio-plan.js';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import { parsePeriod } from '../../../server/core/report-periods.js';
import { findCategoryStatistics } from '../../../server/reports/find-category-statistics.js';
import { findHeadline } from '../../../server/reports/find-headline.js';
import { headlineSentence } from '../../../server/reports/headline-table.js';
import { emptyTables } from '../../support/database.js';
import { startTestApp, type TestApp } from '../../support/app.js';

describe('the demo', function () {
  this.timeout(180_000);
  let app: TestApp;

  before(async () => {
    app = await startTestApp();
    await emptyTables();
    await buildDemo(app.system, 'no password opens this', false, () => undefined);
  });

  it('holds seventy loans of 249 million yuan, as the city published for the first half of 2025', async () => {
    const loans = await findRows(Loan, { where: { origin: 'application' } });
    expect(loans).to.have.length(PUBLISHED_HALF_YEAR.loans);
    expect(loans.reduce((sum, loan) => sum + loan.principalFen, 0)).to.equal(PUBLISHED_HALF_YEAR.totalFen);
    expect(
      loans.filter((loan) => loan.disbursedOn < '2024-12-31' || loan.disbursedOn > '2025-06-30'),
    ).to.deep.equal([]);
  });

  it('has paid both quarters of the half-year, about 11.97 million yuan', async () => {
    const claims = await findRows(SubsidyClaim, { where: {} });
    expect(claims.map(({ quarter, state }) => `${quarter} ${state}`).toSorted()).to.deep.equal([
      '2025Q1 paid',
      '2025Q1 paid',
      '2025Q2 paid',
      '2025Q2 paid',
    ]);
    const paid = claims.reduce((sum, claim) => sum + claim.subsidyFen, 0);
    expect(paid / PUBLISHED_HALF_YEAR.subsidyFen).to.be.within(0.995, 1.005);
  });

  it('says on one page what the city published, women and disabled people among it', async () => {
    app.clock.setDay(parseBusinessDate('2025-07-16'));
    const auditor = await app.contextOf('auditor');
    const { total } = await findCategoryStatistics(auditor, { period: parsePeriod('2025H1') });
    const headline = await findHeadline(auditor, { period: parsePeriod('2025H1') });
    expect(headlineSentence(headline, 'zh')).to.match(
      /^2025年上半年发放创业担保贷款70笔、24900\.00万元,归属本期的贴息119\d\.\d\d万元。$/,
    );
    const { issued } = total.figures;
    expect(issued.sexUnknown.loans).to.equal(0);
    expect(issued.women.loans).to.be.within(10, 60);
    expect(issued.disabled.loans).to.equal(2);
  });

  it('found by its daily closes the one loan that was overdue for a while, and nothing else', async () => {
    const found = await findRows(LoanEvent, { where: { source: 'daily-close' }, order: [['id', 'ASC']] });
    expect(found.map(({ fromOn, untilOn }) => [fromOn, untilOn])).to.deep.equal([
      ['2025-03-21', null],
      ['2025-03-21', '2025-04-14'],
    ]);
    const closes = await findRows(DailyClose, { where: { state: 'done' }, order: [['businessDate', 'ASC']] });
    expect(closes.at(-1)?.businessDate).to.equal('2025-06-30');
    expect(await findRows(Loan, { where: { state: 'overdue' } })).to.deep.equal([]);
  });

  it('shows registries at work: papers that were not asked for, a fast lane, and a few red flags', async () => {
    const looked = await findRows(RegistryLookUp, { where: { outcome: 'match', basis: 'consent' } });
    expect(looked.map(({ registry }) => registry)).to.include.members([
      'registered-unemployed',
      'entrepreneur-whitelist',
    ]);
    expect(await findRows(Application, { where: { fastLaneFlag: 1 } })).to.have.length(2);
    const all = await findRows(RedFlag, { where: {}, order: [['id', 'ASC']] });
    // Rates that were agreed before the system came, as the take-over said already.
    const flags = all.filter(({ rule }) => rule !== 'rate-above-ceiling');
    expect(flags.map(({ rule, state }) => `${rule} ${state}`)).to.have.members([
      'deregistered-during-loan served',
      'hire-not-insured served',
      'hire-not-insured reported',
      'hire-not-insured found',
      'hire-not-insured found',
    ]);
  });

  it('has an application under way for every worklist', async () => {
    const open = await findRows(Application, {
      where: { state: { '!=': 'disbursed' } },
      order: [['id', 'ASC']],
    });
    expect(open.map(({ state }) => state)).to.deep.equal([
      'awaiting-confirmation',
      'submitted',
      'prechecked',
      'in-due-diligence',
      'in-due-diligence',
      'approved',
    ]);
  });

  it('tells of a loan extended with the bank’s consent, one settled early, and an unbroken audit trail', async () => {
    expect((await findRows(Extension, { where: {} })).map(({ state }) => state)).to.deep.equal(['granted']);
    expect(await findRows(Loan, { where: { state: 'settled' } })).to.have.length(1);
    for (const { organisationId } of await findRows(AuditChain, { where: {} })) {
      const verified = await verifyChain(organisationId);
      expect(verified, `chain of organisation ${organisationId}`).to.include({ intact: true });
    }
    expect(await demoState()).to.equal('complete');
  });
});
