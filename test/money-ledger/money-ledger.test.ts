import { expect } from 'chai';
import * as fc from 'fast-check';
import { Budget } from '../../models/budget.js';
import { findRow } from '../../models/rows.js';
import { moveBudget, type BudgetMove } from '../../server/budgets/budget-ledger.js';
import { decideCarryOver } from '../../server/budgets/decide-carry-over.js';
import { findBudget, findBudgets } from '../../server/budgets/find-budgets.js';
import { proposeCarryOver } from '../../server/budgets/propose-carry-over.js';
import { runCommand } from '../../server/command.js';
import { addDays, parseBusinessDate } from '../../server/core/business-date.js';
import type { LedgerAccountKind } from '../../server/core/ledger-account-kinds.js';
import { fen } from '../../server/core/money.js';
import { findAccountStatement, findPostings } from '../../server/money-ledger/find-account-statement.js';
import { balanceOf, findTrialBalance } from '../../server/money-ledger/find-trial-balance.js';
import { codeOf } from '../support/code-of.js';
import { allotBudget, openSubsidyOffice, type SubsidyOffice } from '../support/subsidies.js';

const KINDS = ['allot', 'reserve', 'release', 'commit', 'pay', 'return'] as const;
const day = parseBusinessDate;

describe('The ledger of public money', () => {
  let office: SubsidyOffice;
  let moves = 0;
  const move = (budgetId: number, kind: BudgetMove['kind'], amount: number): Promise<null> =>
    runCommand(office.finance, 'budget.test', async (unit) => {
      moves += 1;
      const subject = { subjectKind: 'approval', subjectId: 1_000_000 + moves } as const;
      await moveBudget(unit, office.finance.actor, { budgetId, kind, amount: fen(amount), subject });
      const organisationId = office.finance.actor.organisationId ?? 0;
      unit.record({ organisationId, subjectKind: 'budget', subjectId: budgetId, detail: {} });
      return null;
    });
  const balances = async (budgetId: number) => {
    const { accounts } = await findTrialBalance(office.auditor, null);
    const own = accounts.filter((account) => account.holderId === budgetId);
    return Object.fromEntries(own.map((account) => [account.kind, balanceOf(account)]));
  };
  const accountOf = async (budgetId: number, kind: LedgerAccountKind): Promise<number> =>
    (await findTrialBalance(office.auditor, null)).accounts.find(
      (account) => account.holderId === budgetId && account.kind === kind,
    )?.id ?? 0;

  beforeEach(async () => {
    office = await openSubsidyOffice();
  });

  it('balances after any moves, and says of each budget what its sums say', async () => {
    const budgetId = await allotBudget(office, '1000.00');
    const step = fc.record({ kind: fc.constantFrom(...KINDS), amount: fc.integer({ min: 1, max: 60_000 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        for (const { kind, amount } of steps)
          await move(budgetId, kind, amount).catch((error: unknown) =>
            expect(error).to.have.property('code', 'budget-exceeded'),
          );
        const { debit, credit } = await findTrialBalance(office.auditor, null);
        expect(debit).to.equal(credit);
        const budget = await findBudget(office.auditor, budgetId);
        const {
          granted,
          available,
          reserved = 0,
          committed = 0,
          paid = 0,
          returned = 0,
        } = await balances(budgetId);
        expect({ granted, available, reserved, committed, paid, returned }).to.deep.equal({
          granted: budget.allottedFen,
          available: budget.available,
          reserved: budget.reservedFen,
          committed: budget.committedFen,
          paid: budget.paidFen,
          returned: budget.returnedFen,
        });
      }),
      { numRuns: 12 },
    );
  });

  it('balances at the end of every day, and each account goes on where the day before left it', async () => {
    const budgetId = await allotBudget(office, '1000.00');
    const [first, last] = [day('2025-07-02'), day('2025-07-12')];
    const step = fc.record({
      on: fc.integer({ min: 0, max: 9 }),
      kind: fc.constantFrom(...KINDS),
      amount: fc.integer({ min: 1, max: 40_000 }),
    });
    const steps = fc.sample(fc.array(step, { minLength: 25, maxLength: 25 }), {
      numRuns: 1,
      seed: 20_251_128,
    });
    for (const { on, kind, amount } of steps.flat().toSorted((one, other) => one.on - other.on)) {
      office.clock.setDay(addDays(first, on));
      await move(budgetId, kind, amount).catch((error: unknown) =>
        expect(error).to.have.property('code', 'budget-exceeded'),
      );
    }
    const { accounts } = await findTrialBalance(office.auditor, null);
    for (let on = first; on < last; on = addDays(on, 1)) {
      const { debit, credit, accounts: then } = await findTrialBalance(office.auditor, on);
      expect(debit, on).to.equal(credit);
      for (const { id } of accounts) {
        const stated = await findAccountStatement(office.auditor, id, { from: on, until: addDays(on, 1) });
        const account = then.find((each) => each.id === id);
        expect(stated.closing, `${id} on ${on}`).to.equal(account ? balanceOf(account) : 0);
        const before = await findAccountStatement(office.auditor, id, { from: addDays(on, -1), until: on });
        expect(stated.opening, `${id} on ${on}`).to.equal(before.closing);
      }
    }
  });

  it('is written by many at once, and no budget is used beyond what it was granted', async () => {
    const budgetId = await allotBudget(office, '1000.00');
    const attempts = await Promise.all(
      Array.from({ length: 12 }, () => codeOf(move(budgetId, 'reserve', 15_000))),
    );
    expect(attempts.filter((code) => code === 'budget-exceeded')).to.have.length(6);
    expect(await balances(budgetId)).to.include({ available: 10_000, reserved: 90_000 });
    expect(await findRow(Budget, { where: { id: budgetId } })).to.include({ reservedFen: 90_000 });
  });

  it('gives the statement of an account by day, with what was booked on it', async () => {
    const budgetId = await allotBudget(office, '1000.00');
    office.clock.setDay(day('2025-07-02'));
    await move(budgetId, 'reserve', 30_000);
    await move(budgetId, 'release', 10_000);
    office.clock.setDay(day('2025-07-05'));
    await move(budgetId, 'reserve', 5_000);
    const accountId = await accountOf(budgetId, 'available');

    const period = { from: day('2025-07-02'), until: day('2025-07-06') };
    const { opening, days, closing } = await findAccountStatement(office.auditor, accountId, period);
    expect({ opening, closing }).to.deep.equal({ opening: 100_000, closing: 75_000 });
    expect(days).to.deep.equal([
      { on: '2025-07-02', debit: 10_000, credit: 30_000, balance: 80_000 },
      { on: '2025-07-05', debit: 0, credit: 5_000, balance: 75_000 },
    ]);
    const booked = await findPostings(office.auditor, accountId, { limit: 5, on: day('2025-07-02') });
    expect(booked.items.map(({ kind, side, amountFen }) => [kind, side, amountFen])).to.deep.equal([
      ['release', 'debit', 10_000],
      ['reserve', 'credit', 30_000],
    ]);
    const early = await findTrialBalance(office.auditor, day('2025-07-01'));
    expect([early.debit, early.credit]).to.deep.equal([100_000, 100_000]);
    const backwards = { from: period.until, until: period.from };
    expect(await codeOf(findAccountStatement(office.auditor, accountId, backwards))).to.equal('malformed');
    expect(await codeOf(findAccountStatement(office.bankOfficer, accountId, period))).to.equal('not-found');
  });

  it('carries what is left of a year over to the next, by two persons and once', async () => {
    const budgetId = await allotBudget(office, '1000.00');
    await move(budgetId, 'reserve', 40_000);
    const carryOver = { budgetId, amount: fen(60_000), document: '穗财〔2026〕1号' };
    expect(await codeOf(proposeCarryOver(office.centreOfficer, carryOver))).to.equal('malformed');
    office.clock.setDay(day('2026-01-05'));
    const tooMuch = { ...carryOver, amount: fen(60_001) };
    expect(await codeOf(proposeCarryOver(office.centreOfficer, tooMuch))).to.equal('budget-exceeded');

    const { payloadHash } = await proposeCarryOver(office.centreOfficer, carryOver);
    expect((await findBudget(office.finance, budgetId)).openCarryOver).to.include({
      amount: '600.00',
      payloadHash,
    });
    const verdict = { payloadHash, outcome: 'approve', reason: null } as const;
    expect(await codeOf(decideCarryOver(office.centreOfficer, budgetId, verdict))).to.equal(
      'maker-is-checker',
    );
    await decideCarryOver(office.finance, budgetId, verdict);
    expect(await codeOf(decideCarryOver(office.finance, budgetId, verdict))).to.equal('not-found');

    const [next, old] = (await findBudgets(office.finance, { limit: 5 })).items;
    expect(old).to.include({ year: 2025, allottedFen: 40_000, reservedFen: 40_000, available: 0 });
    expect(next).to.include({ year: 2026, level: 'city', allottedFen: 60_000, available: 60_000 });
    expect(await balances(next?.id ?? 0)).to.deep.equal({ available: 60_000, granted: 60_000 });
  });

  it('keeps a year as it is when its carry-over is declined', async () => {
    const budgetId = await allotBudget(office, '1000.00');
    office.clock.setDay(day('2026-01-05'));
    const carryOver = { budgetId, amount: fen(60_000), document: '穗财〔2026〕1号' };
    const { payloadHash } = await proposeCarryOver(office.centreOfficer, carryOver);
    const verdict = { payloadHash, outcome: 'decline', reason: '收回统筹' } as const;
    await decideCarryOver(office.finance, budgetId, verdict);
    expect(await findBudgets(office.finance, { limit: 5 })).to.have.nested.property('items.length', 1);
    expect(await balances(budgetId)).to.deep.equal({ available: 100_000, granted: 100_000 });
  });
});
