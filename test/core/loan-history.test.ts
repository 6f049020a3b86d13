import { expect } from 'chai';
import { loanFactsOf, type LoanContract, type ReportedEvent } from '../../server/core/loan-history.js';
import { parseYuan } from '../../server/core/money.js';
import { parseRate } from '../../server/core/rate.js';
import { day } from './literal-policy.js';

const contract: LoanContract = {
  principal: parseYuan('300000.00'),
  annualRate: parseRate('3.45'),
  dayCountBasis: 360,
  disbursedOn: day('2024-03-15'),
  maturesOn: day('2025-03-15'),
};

const report = (event: Partial<ReportedEvent> & Pick<ReportedEvent, 'kind' | 'fromOn'>): ReportedEvent => ({
  untilOn: null,
  newRate: null,
  source: 'bank',
  revision: 1,
  ...event,
});

describe('The facts of a loan', () => {
  it('lower the principal by what was paid each day', () => {
    const paid = [
      { on: day('2024-06-20'), principal: parseYuan('100000.00') },
      { on: day('2024-09-20'), principal: parseYuan('50000.00') },
    ];
    expect(loanFactsOf(contract, null, paid, []).principalChanges).to.deep.equal([
      { on: '2024-06-20', principal: parseYuan('200000.00') },
      { on: '2024-09-20', principal: parseYuan('150000.00') },
    ]);
  });

  it('follow the latest revision of a report, and unite what different sources found', () => {
    const { excludedPeriods } = loanFactsOf(
      contract,
      null,
      [],
      [
        report({ kind: 'overdue', fromOn: day('2024-07-01') }),
        report({ kind: 'overdue', fromOn: day('2024-07-01'), untilOn: day('2024-07-11'), revision: 2 }),
        report({
          kind: 'overdue',
          fromOn: day('2024-07-01'),
          untilOn: day('2024-07-09'),
          source: 'daily-close',
        }),
        report({ kind: 'closure', fromOn: day('2024-08-01') }),
      ],
    );
    expect(excludedPeriods).to.deep.equal([
      { from: '2024-07-01', until: '2024-07-11', reason: 'overdue' },
      { from: '2024-07-01', until: '2024-07-09', reason: 'overdue' },
    ]);
  });

  it('end with the first day of each change that stops a loan, unless it was taken back', () => {
    const change = { kind: 'legal-representative-change', fromOn: day('2024-09-01') } as const;
    const reports = [
      report({ kind: 'closure', fromOn: day('2024-10-01') }),
      report({ kind: 'closure', fromOn: day('2024-08-01') }),
      report(change),
    ];
    expect(loanFactsOf(contract, null, [], reports).endings).to.deep.equal([
      { change: 'closure', on: '2024-08-01' },
      { change: 'legal-representative-change', on: '2024-09-01' },
    ]);
    const takenBack = report({ ...change, untilOn: change.fromOn, revision: 2 });
    expect(loanFactsOf(contract, null, [], [report(change), takenBack]).endings).to.equal(undefined);
  });

  it('leave a report without an end open', () => {
    const { excludedPeriods } = loanFactsOf(
      contract,
      null,
      [],
      [report({ kind: 'misuse', fromOn: day('2024-07-01') })],
    );
    expect(excludedPeriods).to.deep.equal([{ from: '2024-07-01', until: '2200-12-31', reason: 'misuse' }]);
  });

  it('take an extension from maturity on when no report tells of it', () => {
    const extended = day('2025-09-15');
    expect(loanFactsOf(contract, extended, [], []).excludedPeriods).to.deep.equal([
      { from: '2025-03-15', until: '2025-09-15', reason: 'extension' },
    ]);
    const told = report({ kind: 'extension', fromOn: day('2025-03-20'), untilOn: extended });
    expect(loanFactsOf(contract, extended, [], [told]).excludedPeriods).to.deep.equal([
      { from: '2025-03-20', until: '2025-09-15', reason: 'extension' },
    ]);
  });

  it('change the rate once a day, by the last word', () => {
    const reports = ['3.10', '3.00'].map((percent, index) =>
      report({
        kind: 'rate-change',
        fromOn: day('2025-01-01'),
        newRate: parseRate(percent),
        revision: index + 1,
      }),
    );
    expect(loanFactsOf(contract, null, [], reports).rateChanges).to.deep.equal([
      { on: '2025-01-01', annualRate: parseRate('3.00') },
    ]);
  });
});
