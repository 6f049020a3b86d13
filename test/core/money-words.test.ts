import { expect } from 'chai';
import { parseBusinessDate as day } from '../../server/core/business-date.js';
import { yuanInWords } from '../../server/core/chinese-amount.js';
import { expectedSubsidies } from '../../server/core/expected-subsidy.js';
import { fen, parseYuan } from '../../server/core/money.js';
import { PolicyBook } from '../../server/core/policy/policy-book.js';
import { parseRate } from '../../server/core/rate.js';
import {
  formatBasisPoints,
  rateBasisPoints,
  reachedThreshold,
  thresholdOn,
} from '../../server/core/stop-rules.js';
import { literalPolicy } from './literal-policy.js';

const BOOK = PolicyBook.published();

const written = (yuan: string): string => yuanInWords(parseYuan(yuan));

describe('An amount in Chinese words', () => {
  it('reads as on a cheque', () => {
    for (const [yuan, words] of [
      ['1409.50', '人民币壹仟肆佰零玖元伍角整'],
      ['6007.14', '人民币陆仟零柒元壹角肆分'],
      ['1680.32', '人民币壹仟陆佰捌拾元叁角贰分'],
      ['16409.02', '人民币壹万陆仟肆佰零玖元零贰分'],
      ['325.04', '人民币叁佰贰拾伍元零肆分'],
      ['300000.00', '人民币叁拾万元整'],
      ['100000001.00', '人民币壹亿零壹元整'],
      ['10050000.00', '人民币壹仟零伍万元整'],
      ['100000000000.00', '人民币壹仟亿元整'],
    ] as const)
      expect(written(yuan), yuan).to.equal(words);
  });

  it('of less than a yuan begins with the tenths or hundredths', () => {
    expect(written('0.00')).to.equal('人民币零元整');
    expect(written('0.50')).to.equal('人民币伍角整');
    expect(written('0.05')).to.equal('人民币伍分');
    expect(written('0.55')).to.equal('人民币伍角伍分');
  });

  it('below nothing says so', () => {
    expect(yuanInWords(fen(-12_30))).to.equal('人民币负壹拾贰元叁角整');
    expect(yuanInWords(fen(-5))).to.equal('人民币负伍分');
  });
});

describe('What a loan approved today will earn', () => {
  const loan = {
    borrowerKind: 'individual',
    principal: parseYuan('300000.00'),
    annualRate: parseRate('3.10'),
    dayCountBasis: 360,
    termMonths: 36,
  } as const;

  it('this year is counted quarter by quarter, the one that ends in December not', () => {
    const expected = expectedSubsidies(loan, day('2025-04-01'), literalPolicy);
    expect(expected).to.deep.equal([
      { quarter: expected[0]?.quarter, amount: parseYuan('1046.25') },
      { quarter: expected[1]?.quarter, amount: parseYuan('1188.33') },
    ]);
    expect(expected.map(({ quarter }) => quarter.slice(0, 4))).to.deep.equal(['2025', '2025']);
  });

  it('is nothing from the last quarter’s beginning on, and without a quarter that earns nothing', () => {
    expect(expectedSubsidies(loan, day('2025-09-21'), literalPolicy)).to.deep.equal([]);
    expect(expectedSubsidies({ ...loan, principal: fen(0) }, day('2025-04-01'), literalPolicy)).to.deep.equal(
      [],
    );
  });
});

const of = (part: number, whole: number) => ({ part: fen(part), whole: fen(whole) });

describe('A rate that stops new guarantees', () => {
  const TODAY = day('2025-06-01');

  it('has its threshold by the policy of the day', () => {
    const measures = [
      'overdue-rate',
      'compensation-rate',
      'yearly-compensation',
      'compensation-cap',
    ] as const;
    const stop = BOOK.asOf('stop-thresholds', TODAY);
    const yearly = BOOK.asOf('stop-yearly-compensation', TODAY);
    expect(measures.map((measure) => thresholdOn(measure, BOOK, TODAY))).to.deep.equal([
      { basisPoints: stop.value.overdueBasisPoints, policyId: stop.id },
      { basisPoints: stop.value.compensationBasisPoints, policyId: stop.id },
      { basisPoints: yearly.value.rateBasisPoints, policyId: yearly.id },
      { basisPoints: yearly.value.capBasisPoints, policyId: yearly.id },
    ]);
  });

  it('is reached exactly, rounded down for the eye, and not by nothing', () => {
    expect(reachedThreshold(of(1_999, 10_000), 2_000)).to.equal(undefined);
    expect(reachedThreshold(of(2_000, 10_000), 2_000)).to.deep.equal({
      rateBasisPoints: 2_000,
      thresholdBasisPoints: 2_000,
    });
    expect(reachedThreshold(of(0, 0), 0)).to.equal(undefined);
    expect(rateBasisPoints(of(2, 3))).to.equal(6_666);
    expect(rateBasisPoints(of(5, 0))).to.equal(0);
    expect([0, 5, 50, 2_000].map(formatBasisPoints)).to.deep.equal(['0.00', '0.05', '0.50', '20.00']);
  });
});
