import { expect } from 'chai';
import { BudgetEntry } from '../../models/budget-entry.js';
import { findRows } from '../../models/rows.js';
import { moveBudget, type BudgetMove } from '../../server/budgets/budget-ledger.js';
import { splitCost } from '../../server/budgets/cost-split.js';
import { decideAllotment } from '../../server/budgets/decide-allotment.js';
import { findBudget, findBudgets } from '../../server/budgets/find-budgets.js';
import { proposeAllotment } from '../../server/budgets/propose-allotment.js';
import { runCommand } from '../../server/command.js';
import { businessDate } from '../../server/core/business-date.js';
import { DomainError } from '../../server/core/errors.js';
import { fen } from '../../server/core/money.js';
import { PolicyBook } from '../../server/core/policy/policy-book.js';
import { fundSubsidyClaim } from '../../server/subsidies/fund-subsidy-claim.js';
import {
  addPerson,
  allotBudget,
  bringClaimTo,
  insertLoan,
  openSubsidyOffice,
  type SubsidyOffice,
} from '../support/subsidies.js';

const ALLOTMENT = {
  year: 2025,
  level: 'city',
  districtCode: '',
  amount: fen(100_000),
  document: '穗财〔2025〕1号',
} as const;

async function refusal(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return 'done';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

describe('The budget of a year', () => {
  let office: SubsidyOffice;
  const move = (budgetId: number, kind: BudgetMove['kind'], amount: number, subjectId = 1): Promise<null> =>
    runCommand(office.finance, 'budget.test', async (unit) => {
      const subject = { subjectKind: 'approval', subjectId } as const;
      await moveBudget(unit, office.finance.actor, { budgetId, kind, amount: fen(amount), subject });
      unit.record({
        organisationId: office.finance.actor.organisationId ?? 0,
        subjectKind: 'budget',
        subjectId: budgetId,
        detail: {},
      });
      return null;
    });

  beforeEach(async () => {
    office = await openSubsidyOffice();
  });

  it('counts an allotment once the treasury has approved it', async () => {
    const { budgetId, payloadHash } = await proposeAllotment(office.centreOfficer, ALLOTMENT);
    expect(await findBudget(office.finance, budgetId)).to.deep.include({
      available: 0,
      openAllotment: {
        amount: '1000.00',
        document: ALLOTMENT.document,
        payloadHash,
        proposedAt: office.clock.now(),
      },
    });
    expect(await refusal(proposeAllotment(office.centreOfficer, ALLOTMENT))).to.equal('already-exists');
    const verdict = { payloadHash, outcome: 'approve', reason: null } as const;
    const { personIndex } = office.centreOfficer.actor;
    const samePerson = await addPerson(
      office.system,
      'finance-approver',
      office.finance.actor.organisationId ?? 0,
      personIndex ?? '',
    );
    expect(await refusal(decideAllotment(samePerson, budgetId, verdict))).to.equal('maker-is-checker');
    const unseen = { ...verdict, payloadHash: '0'.repeat(64) };
    expect(await refusal(decideAllotment(office.finance, budgetId, unseen))).to.equal(
      'approval-does-not-match',
    );
    await decideAllotment(office.finance, budgetId, verdict);
    expect(await findBudget(office.finance, budgetId)).to.deep.include({
      available: 100_000,
      openAllotment: null,
    });
    await allotBudget(office, '500.00');
    expect((await findBudgets(office.auditor, { limit: 5 })).items).to.have.length(1);
    expect(await findBudget(office.finance, budgetId)).to.include({ available: 150_000 });
  });

  it('stays as it is when an allotment is declined', async () => {
    const { budgetId, payloadHash } = await proposeAllotment(office.centreOfficer, ALLOTMENT);
    await decideAllotment(office.finance, budgetId, { payloadHash, outcome: 'decline', reason: '文号有误' });
    expect(await findBudget(office.finance, budgetId)).to.deep.include({
      allottedFen: 0,
      openAllotment: null,
    });
    expect(await findRows(BudgetEntry, { where: { budgetId } })).to.deep.equal([]);
  });

  it('knows a district exactly at district level', async () => {
    const named = { ...ALLOTMENT, districtCode: '440106' };
    expect(await refusal(proposeAllotment(office.centreOfficer, named))).to.equal('malformed');
    expect(await refusal(proposeAllotment(office.centreOfficer, { ...named, level: 'district' }))).to.equal(
      'done',
    );
  });

  it('reserves, releases, commits, pays and takes back, never twice for one subject and never beyond what is there', async () => {
    const budgetId = await allotBudget(office, '1000.00');
    await move(budgetId, 'reserve', 60_000);
    expect(await refusal(move(budgetId, 'reserve', 60_000))).to.equal('budget-exceeded');
    expect(await refusal(move(budgetId, 'reserve', 10_000))).to.equal('already-exists');
    expect(await refusal(move(budgetId, 'pay', 60_000))).to.equal('budget-exceeded');
    await move(budgetId, 'release', 20_000);
    await move(budgetId, 'commit', 40_000);
    await move(budgetId, 'pay', 40_000);
    await move(budgetId, 'return', 5_000);
    expect(await findBudget(office.finance, budgetId)).to.include({
      reservedFen: 0,
      committedFen: 0,
      paidFen: 40_000,
      returnedFen: 5_000,
      available: 65_000,
      usedBasisPoints: 3_809,
    });
  });

  it('bears what its level bears: to the fen, the districts by their own loans', async () => {
    const split = {
      centralBasisPoints: 5_000,
      provinceBasisPoints: 0,
      cityBasisPoints: 2_500,
      districtBasisPoints: 2_500,
    };
    const book = PolicyBook.published().withVersions([
      {
        id: 'cost-split.guangzhou.2025-01-01',
        parameter: 'cost-split',
        jurisdiction: 'guangzhou',
        effectiveFrom: businessDate(2025, 1, 1),
        value: split,
        document: '测试',
        article: '分担',
        verified: false,
      },
    ]);
    expect(splitCost(fen(132_251), businessDate(2025, 7, 1), book)).to.deep.equal([
      { level: 'central', amount: 66_125 },
      { level: 'city', amount: 33_063 },
      { level: 'district', amount: 33_063 },
    ]);
    const { calendar } = office.system.referenceData.current();
    const system = {
      ...office.system,
      referenceData: {
        current: () => ({ policyBook: book, calendar }),
        refresh: () => Promise.resolve(),
        follow: () => Promise.resolve(),
      },
    };
    await insertLoan(office);
    const claim = await bringClaimTo(office, 'approved', '2025Q2');
    await allotBudget(office, '10000.00', { level: 'central' });
    await allotBudget(office, '10000.00');
    const finance = { ...office.finance, system };
    expect(await refusal(fundSubsidyClaim(finance, claim))).to.equal('budget-exceeded');
    expect(await findRows(BudgetEntry, { where: { kind: 'commit' } })).to.deep.equal([]);
    await allotBudget(office, '10000.00', { level: 'district', districtCode: '440106' });
    await fundSubsidyClaim(finance, claim);
    const commits = await findRows(BudgetEntry, { where: { kind: 'commit' }, order: [['id', 'ASC']] });
    expect(commits.map((entry) => entry.amountFen)).to.deep.equal([66_125, 33_063, 33_062]);
  });
});
