import { expect } from 'chai';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import { parseYuan } from '../../../server/core/money.js';
import {
  judgeArrears,
  judgeMaturity,
  judgeRetirement,
  type AlertFinding,
} from '../../../server/core/risk-alerts/judge-loan.js';

const on = parseBusinessDate;
const rulesOf = (findings: readonly AlertFinding[]) => findings.map(({ rule }) => rule);

describe('The rules of early warning', () => {
  const behind = { instalments: 2, workingDays: 5 };
  const missed = { loanId: 1, pastDueSince: on('2025-05-21') };

  it('take a missed first payment for graver than a later one, and several for graver still', () => {
    const later = { ...missed, unpaidInstalments: 1, isFirstInstalment: false };
    expect(rulesOf(judgeArrears(later, behind))).to.deep.equal(['missed-payment']);
    const first = { ...later, isFirstInstalment: true };
    expect(rulesOf(judgeArrears(first, behind))).to.deep.equal(['first-payment-default']);
    const two = { ...later, unpaidInstalments: 2 };
    expect(rulesOf(judgeArrears(two, behind))).to.deep.equal(['missed-payment', 'instalments-behind']);
  });

  it('let the reserve be what was paid ahead and what is set aside, to the fen', () => {
    const rule = { days: 30, principalBasisPoints: 5_000, workingDays: 10 };
    const loan = { loanId: 1, maturesOn: on('2027-03-21'), principal: parseYuan('300000.00') };
    const at = (outstanding: string, reserved = '0.00') =>
      rulesOf(
        judgeMaturity({ ...loan, outstanding: parseYuan(outstanding), reserved: parseYuan(reserved) }, rule),
      );
    expect(at('150000.00')).to.deep.equal(['maturity-without-reserve']);
    expect(at('149999.99')).to.be.empty;
    expect(at('300000.00', '150000.00')).to.deep.equal(['maturity-without-reserve']);
    expect(at('300000.00', '150000.01')).to.be.empty;
    expect(at('300000.00', '400000.00')).to.be.empty;
  });

  it('ask the retirement age of the class that was stated, and the earlier one where none was', () => {
    const borrower = { loanId: 1, bornOn: on('1974-09-15'), maturesOn: on('2027-03-21') };
    expect(rulesOf(judgeRetirement({ ...borrower, workerClass: 'male' }))).to.be.empty;
    expect(rulesOf(judgeRetirement({ ...borrower, workerClass: 'female-55' }))).to.be.empty;
    const [stated] = judgeRetirement({ ...borrower, workerClass: 'female-50' });
    expect(stated).to.deep.include({ rule: 'retirement-within-term', factOn: '2024-09-15' });
    const [unstated] = judgeRetirement({ ...borrower, workerClass: null });
    expect(unstated?.evidence).to.deep.include({ reachedOn: '2024-09-15', classStated: false });
  });

  it('leave alone who retires on the day the loan ends', () => {
    const borrower = { loanId: 1, bornOn: on('1964-12-01'), workerClass: 'male' as const };
    expect(judgeRetirement({ ...borrower, maturesOn: on('2024-12-01') })).to.be.empty;
    expect(judgeRetirement({ ...borrower, maturesOn: on('2024-12-02') })).to.have.length(1);
  });
});
