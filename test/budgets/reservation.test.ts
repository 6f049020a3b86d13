import { expect } from 'chai';
import { Budget } from '../../models/budget.js';
import { Loan } from '../../models/loan.js';
import { findRow, type Row } from '../../models/rows.js';
import { decideAllotment } from '../../server/budgets/decide-allotment.js';
import { proposeAllotment } from '../../server/budgets/propose-allotment.js';
import { releaseForClaim } from '../../server/budgets/reserve-subsidies.js';
import { runCommand } from '../../server/command.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { expectedSubsidies } from '../../server/core/expected-subsidy.js';
import { parseYuan } from '../../server/core/money.js';
import { PolicyBook } from '../../server/core/policy/policy-book.js';
import { parseRate } from '../../server/core/rate.js';
import { approveDisbursement } from '../../server/loans/approve-disbursement.js';
import {
  agreeCredit,
  bodyOf,
  buildApplicationInDueDiligence,
  buildApprovedApplication,
  proposeGuarantee,
} from '../support/applications.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { proposedDisbursement } from '../support/loans.js';

const reserved = async (id: number) => (await findRow(Budget, { where: { id } }))?.reservedFen;

describe('What an approved loan is expected to earn', () => {
  let app: TestApp;

  /** Gives the city a budget for 2025. */
  const allot = async (amount: string): Promise<number> => {
    const allotment = { year: 2025, level: 'city', districtCode: '', document: '穗财〔2025〕1号' } as const;
    const maker = await app.contextOf('centre.maker');
    const { budgetId, payloadHash } = await proposeAllotment(maker, {
      ...allotment,
      amount: parseYuan(amount),
    });
    const verdict = { payloadHash, outcome: 'approve', reason: null } as const;
    await decideAllotment(await app.contextOf('finance.approver'), budgetId, verdict);
    return budgetId;
  };

  beforeEach(async () => {
    app = await startTestApp();
  });

  it('is what the quarters that are claimed this year come to', () => {
    const loan = {
      borrowerKind: 'individual',
      principal: parseYuan('300000.00'),
      annualRate: parseRate('3.10'),
      dayCountBasis: 360,
      termMonths: 4,
    } as const;
    const on = (today: string) =>
      expectedSubsidies(loan, parseBusinessDate(today), PolicyBook.published()).map(({ quarter, amount }) => [
        quarter,
        amount,
      ]);
    // 300 000 × 1.55 % × 92 ÷ 360 = 1 188.33, and 30 days until maturity: 387.50.
    expect(on('2025-03-21')).to.deep.equal([
      ['2025Q2', 118_833],
      ['2025Q3', 38_750],
    ]);
    expect(on('2025-09-21')).to.deep.equal([]);
  });

  it('is kept in the budget once both sides agree, and is free again when the founder withdraws', async () => {
    const budgetId = await allot('3000.00');
    const { path, founder } = await buildApprovedApplication(app);
    expect(await reserved(budgetId)).to.equal(2 * 118_833);
    bodyOf(await founder.client.post(`${path}/withdrawals`).send({ reason: '不再需要' }), 200);
    expect(await reserved(budgetId)).to.equal(0);
  });

  it('cannot be kept twice of the same money: the second loan is not approved', async () => {
    const budgetId = await allot('3000.00');
    await buildApprovedApplication(app);
    const { path } = await buildApplicationInDueDiligence(app);
    await agreeCredit(app, path);
    const payloadHash = await proposeGuarantee(app, path);
    const checker = await app.logIn('guarantor.checker');
    const verdict = { payloadHash, outcome: 'approve' };
    const refused = await checker.post(`${path}/guarantee-decisions`).send(verdict);
    expect(refused.status).to.equal(422);
    expect(refused.body).to.include({ code: 'budget-exceeded' });
    expect(await reserved(budgetId)).to.equal(2 * 118_833);
    await allot('3000.00');
    bodyOf(await checker.post(`${path}/guarantee-decisions`).send(verdict), 200);
    expect(await reserved(budgetId)).to.equal(4 * 118_833);
  });

  it('gives way to the claim of its quarter, once', async () => {
    const budgetId = await allot('3000.00');
    const { path } = await buildApprovedApplication(app);
    const applicationId = Number(path.split('/').at(-1));
    const payloadHash = await proposedDisbursement(app, applicationId);
    const verdict = { payloadHash, outcome: 'approve', reason: null } as const;
    await approveDisbursement(await app.contextOf('bank.checker'), { applicationId, ...verdict });
    const { bankOrganisationId } = (await findRow(Loan, {})) as Row<Loan>;
    const finance = await app.contextOf('finance.approver');
    const claimed = (id: number, quarter: string) =>
      runCommand(finance, 'subsidy-claim.test', async (unit) => {
        await releaseForClaim(unit, finance.actor, { id, bankOrganisationId, quarter });
        const organisationId = finance.actor.organisationId ?? 0;
        unit.record({ organisationId, subjectKind: 'subsidy-claim', subjectId: id, detail: {} });
        return null;
      });
    await claimed(1, '2025Q2');
    expect(await reserved(budgetId)).to.equal(118_833);
    await claimed(2, '2025Q2');
    expect(await reserved(budgetId)).to.equal(118_833);
    await claimed(3, '2025Q3');
    expect(await reserved(budgetId)).to.equal(0);
  });
});
