import { expect } from 'chai';
import { parseBusinessDate as day } from '../../../server/core/business-date.js';
import { fen, ZERO_FEN } from '../../../server/core/money.js';
import {
  classDiffers,
  overdueDiffers,
  type ComparedStanding,
} from '../../../server/core/reconciliation/compare-standing.js';
import { differenceOf } from '../../../server/core/reconciliation/ledger-loan.js';
import {
  judgeArrears,
  judgeBusinessChange,
  judgeHires,
  judgeMaturity,
  judgeRetirement,
} from '../../../server/core/risk-alerts/judge-loan.js';

describe('Alerts of a loan', () => {
  it('tell of arrears, graver the first time, and of several instalments behind', () => {
    const arrears = { loanId: 1, pastDueSince: day('2025-05-01') };
    const rules = (unpaidInstalments: number, isFirstInstalment: boolean) =>
      judgeArrears(
        { ...arrears, unpaidInstalments, isFirstInstalment },
        { instalments: 3, workingDays: 5 },
      ).map(({ rule }) => rule);
    expect(rules(1, true)).to.deep.equal(['first-payment-default']);
    expect(rules(2, false)).to.deep.equal(['missed-payment']);
    expect(rules(3, false)).to.deep.equal(['missed-payment', 'instalments-behind']);
  });

  it('tell of a maturity for which nothing is set aside, and of a retirement before it', () => {
    const loan = { loanId: 1, maturesOn: day('2025-12-01'), principal: fen(1_000), reserved: fen(0) };
    const policy = { days: 60, workingDays: 5, principalBasisPoints: 8_000 };
    expect(judgeMaturity({ ...loan, outstanding: fen(799) }, policy)).to.deep.equal([]);
    expect(judgeMaturity({ ...loan, outstanding: fen(800) }, policy)).to.have.length(1);
    expect(judgeMaturity({ ...loan, outstanding: fen(1_000), reserved: fen(201) }, policy)).to.deep.equal([]);
    expect(judgeMaturity({ ...loan, outstanding: fen(1_000), reserved: fen(200) }, policy)).to.have.length(1);
    const born = { loanId: 1, bornOn: day('1964-01-15'), workerClass: 'male' } as const;
    const [found] = judgeRetirement({ ...born, maturesOn: day('2030-01-01') });
    expect(found).to.deep.include({ rule: 'retirement-within-term', factOn: '2024-01-15' });
    expect(judgeRetirement({ ...born, maturesOn: day('2024-01-15') })).to.deep.equal([]);
  });

  it('of a woman whose class is not known goes by the earlier age, and says so', () => {
    const [found] = judgeRetirement({
      loanId: 1,
      bornOn: day('1974-01-15'),
      workerClass: null,
      maturesOn: day('2030-01-01'),
    });
    expect(found?.evidence).to.deep.include({ classStated: false });
  });

  it('tell of a business that closes or changes hands', () => {
    const change = { loanId: 1, fromOn: day('2025-05-01') };
    expect(judgeBusinessChange({ ...change, kind: 'closure' }).rule).to.equal('business-closed');
    expect(judgeBusinessChange({ ...change, kind: 'legal-representative-change' })).to.deep.equal({
      loanId: 1,
      rule: 'legal-representative-changed',
      factOn: '2025-05-01',
      about: '',
      evidence: { happenedOn: '2025-05-01' },
    });
  });

  it('tell of new hires that left, by as many as are still there', () => {
    const share = { percent: 10, largePercent: 5, largeAboveStaff: 100 } as Parameters<typeof judgeHires>[1];
    const staff = { loanId: 1, disbursedOn: day('2025-01-01'), staff: 40, lastLeftOn: null };
    expect(judgeHires({ ...staff, hires: 4 }, share)).to.deep.equal([]);
    expect(judgeHires({ ...staff, hires: 3 }, share)[0]).to.deep.include({
      factOn: '2025-01-01',
      about: '3',
      evidence: { staff: 40, hires: 3, needed: 4 },
    });
    expect(
      judgeHires({ ...staff, hires: 0, staff: 0, lastLeftOn: day('2025-06-01') }, share)[0],
    ).to.deep.include({
      factOn: '2025-06-01',
      evidence: { staff: 0, hires: 0, needed: 1 },
    });
    expect(judgeHires({ ...staff, staff: 200, hires: 10 }, share)).to.deep.equal([]);
  });
});

describe('A loan as both sides see it', () => {
  const standing: ComparedStanding = {
    statedClass: 'pass',
    ledgerClass: 'pass',
    bankOverdueFrom: null,
    ourOverdueFrom: null,
  };

  it('differs where the bank’s class is better than ours, or one side alone takes it to be overdue', () => {
    expect(classDiffers(standing)).to.equal(false);
    expect(classDiffers({ ...standing, ledgerClass: 'loss' })).to.equal(true);
    expect(classDiffers({ ...standing, statedClass: 'loss' })).to.equal(false);
    expect(classDiffers({ ...standing, statedClass: null, ledgerClass: 'loss' })).to.equal(false);
    expect(overdueDiffers(standing)).to.equal(false);
    expect(overdueDiffers({ ...standing, ourOverdueFrom: day('2025-01-01') })).to.equal(true);
    expect(
      overdueDiffers({ ...standing, ourOverdueFrom: day('2025-01-01'), bankOverdueFrom: day('2025-02-01') }),
    ).to.equal(false);
  });

  it('differs by what the bank names above our books', () => {
    expect(differenceOf(fen(5), fen(7))).to.equal(-2);
    expect(differenceOf(null, fen(7))).to.equal(-7);
    expect(differenceOf(fen(5), null)).to.equal(5);
    expect(differenceOf(null, ZERO_FEN)).to.equal(0);
  });
});
