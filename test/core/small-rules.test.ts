import { expect } from 'chai';
import { arisesWithCredit } from '../../server/core/approval-mode.js';
import { renewalAdvice } from '../../server/core/bank-scorecard/renewal-advice.js';
import { scorecardSheet } from '../../server/core/bank-scorecard/scorecard-sheet.js';
import { daysInMonth, parseBusinessDate as day } from '../../server/core/business-date.js';
import { workingCalendar, type WorkingCalendar } from '../../server/core/calendar/working-calendar.js';
import { canonicalJson } from '../../server/core/canonical-json.js';
import { changeReportDuty } from '../../server/core/change-report.js';
import { yuanInWords } from '../../server/core/chinese-amount.js';
import { isOutcomeOf, promiseState } from '../../server/core/collection.js';
import { missingEvidence } from '../../server/core/compensation/evidence-kinds.js';
import { isDayCountBasis } from '../../server/core/day-count.js';
import { elementAt } from '../../server/core/element-at.js';
import { wordOf } from '../../server/core/error-words.js';
import { DomainError } from '../../server/core/errors.js';
import { expectedSubsidies } from '../../server/core/expected-subsidy.js';
import { maskIdentityNumber, maskMailAddress, maskName } from '../../server/core/masking.js';
import { fen, parseYuan } from '../../server/core/money.js';
import { isNoticeKind, noticeTitle, OPTIONAL_NOTICES, renderNotice } from '../../server/core/notices.js';
import { isDocumentKind } from '../../server/core/papers/document-kinds.js';
import { ifInForce } from '../../server/core/policy/if-in-force.js';
import { PolicyBook } from '../../server/core/policy/policy-book.js';
import { parseRate } from '../../server/core/rate.js';
import { renewalNoticeDue } from '../../server/core/renewal-notice.js';
import { rulesOn } from '../../server/core/risk-class.js';
import { basisPointsOf } from '../../server/core/risk-reports/basis-points.js';
import { ageingBounds } from '../../server/core/risk-reports/ageing.js';
import {
  formatBasisPoints,
  rateBasisPoints,
  reachedThreshold,
  thresholdOn,
} from '../../server/core/stop-rules.js';
import { unlessMalformed } from '../../server/core/unless-malformed.js';
import { literalPolicy } from './literal-policy.js';

const BOOK = PolicyBook.published();

describe('An element of a list', () => {
  it('is there, or the list was taken for another one', () => {
    expect(elementAt(['a', 'b'], 1)).to.equal('b');
    expect(elementAt([0], 0)).to.equal(0);
    for (const place of [-1, 2]) expect(() => elementAt(['a', 'b'], place)).to.throw(RangeError);
  });
});

describe('An amount in Chinese words', () => {
  const written = (yuan: string): string => yuanInWords(parseYuan(yuan));

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

describe('Canonical JSON', () => {
  it('is one text for equal content, whatever the order of keys', () => {
    expect(canonicalJson({ b: 1, a: [true, null, 'x"'], ä: {}, B: undefined })).to.equal(
      '{"a":[true,null,"x\\""],"b":1,"ä":{}}',
    );
    expect(canonicalJson({ b: { d: 1, c: 2 }, a: 0 })).to.equal(canonicalJson({ a: 0, b: { c: 2, d: 1 } }));
    expect(canonicalJson([])).to.equal('[]');
  });

  it('tells different content apart', () => {
    expect(canonicalJson([1, 2])).not.to.equal(canonicalJson([2, 1]));
    expect(canonicalJson('1')).not.to.equal(canonicalJson(1));
  });
});

describe('A promise to pay', () => {
  const promise = { amount: fen(100), on: day('2025-06-10') };

  it('is kept by enough, open until its day is closed, and broken then', () => {
    expect(promiseState(promise, fen(100), null)).to.equal('kept');
    expect(promiseState(promise, fen(99), null)).to.equal('open');
    expect(promiseState(promise, fen(99), day('2025-06-09'))).to.equal('open');
    expect(promiseState(promise, fen(99), day('2025-06-10'))).to.equal('broken');
    expect(promiseState(promise, fen(101), day('2025-07-01'))).to.equal('kept');
  });

  it('may come of a call, and a letter is not refused', () => {
    expect(isOutcomeOf('promised', 'call')).to.equal(true);
    expect(isOutcomeOf('refused', 'visit')).to.equal(true);
    expect(isOutcomeOf('refused', 'letter')).to.equal(false);
    expect(isOutcomeOf('filed', 'call')).to.equal(false);
    expect(isOutcomeOf('filed', 'lawsuit')).to.equal(true);
  });
});

describe('A report of a change', () => {
  const duty = (happened: string, reported: string, calendar: WorkingCalendar = new Map()) =>
    changeReportDuty(day(happened), day(reported), BOOK, calendar);

  it('is due some working days after the fact, and late by working days', () => {
    const { dueOn } = duty('2025-06-02', '2025-06-03');
    expect(duty('2025-06-02', dueOn)).to.deep.include({ dueOn, lateByWorkingDays: 0, isEstimated: true });
    expect(duty('2025-06-02', '2026-06-03').lateByWorkingDays).to.be.greaterThan(200);
  });

  it('is counted by the published days off, and says where there were none', () => {
    const published = workingCalendar();
    expect(duty('2025-06-02', '2025-06-03', published).isEstimated).to.equal(false);
    expect(duty('2025-06-02', '2025-08-01', published)).to.deep.include({ isEstimated: false });
    expect(duty('2025-06-02', '2150-08-01', published).isEstimated).to.equal(true);
  });

  it('of a fact before the first rule goes by the rule of the day of the report', () => {
    expect(duty('2001-01-01', '2025-06-03').lateByWorkingDays).to.be.greaterThan(1_000);
    expect(() => duty('2001-01-01', '2001-01-02')).to.throw(DomainError, 'no-policy-in-force');
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

describe('Names and numbers that are masked', () => {
  it('show no more than they must', () => {
    expect(maskMailAddress('chen@example.com')).to.equal('c***@example.com');
    expect(maskMailAddress('a@b@example.com')).to.equal('a***@example.com');
    expect(maskName('')).to.equal('');
    expect(maskName('王')).to.equal('*');
    expect(maskIdentityNumber('123')).to.equal('***');
    expect(maskIdentityNumber('H12345678')).to.equal('H******78');
  });
});

describe('A notice', () => {
  it('is filled in, with words for codes, and leaves empty what it is not told', () => {
    const moved = renderNotice(
      'application-moved',
      { number: 'SQ-1', state: 'approved' },
      day('2025-06-01'),
      'zh',
    );
    expect(moved.text).to.contain('SQ-1').and.contain('已批准');
    const odd = renderNotice('application-moved', { state: 'nowhere' }, day('2025-06-01'), 'en');
    expect(odd.text).to.contain('nowhere').and.not.contain('{');
    const clock = renderNotice(
      'clock-run-out',
      { stage: 'no-such-clock', subjectId: '7', dueOn: '2025-06-01' },
      day('2025-06-01'),
      'en',
    );
    expect(clock.text).to.contain('no-such-clock: number 7');
    const known = renderNotice(
      'clock-run-out',
      { stage: 'precheck', subjectId: '7', dueOn: '2025-06-01' },
      day('2025-06-01'),
      'en',
    );
    expect(known.text).not.to.match(/^precheck:/);
  });

  it('is read in the words of its day, the first ones before any', () => {
    expect(renderNotice('loan-overdue', {}, day('1999-01-01'), 'en').title).to.equal('Your loan is overdue');
  });

  it('can be declined where it is no duty', () => {
    expect(OPTIONAL_NOTICES).to.have.members(['application-moved', 'loan-due']);
    expect(isNoticeKind('loan-due')).to.equal(true);
    expect(isNoticeKind('toString')).to.equal(false);
    expect(noticeTitle('loan-due').en).to.equal('A payment is due soon');
  });
});

describe('The renewal of an agreement', () => {
  const TODAY = day('2025-06-01');

  it('is reminded of 90, 60 and 30 days before its end, each once', () => {
    const due = (endsOn: string, given: number | null) => renewalNoticeDue(day(endsOn), TODAY, given);
    expect(due('2025-08-31', null)).to.equal(undefined);
    expect(due('2025-08-30', null)).to.equal(90);
    expect(due('2025-08-30', 90)).to.equal(undefined);
    expect(due('2025-07-31', 90)).to.equal(60);
    expect(due('2025-07-01', null)).to.equal(30);
    expect(due('2025-07-01', 30)).to.equal(undefined);
    expect(due('2025-06-02', 60)).to.equal(30);
    expect(due('2025-06-01', null)).to.equal(undefined);
  });

  it('is advised against below the least score, never without a score', () => {
    const version = { id: 'p1', value: { scoreBasisPoints: 6_000 } } as Parameters<typeof renewalAdvice>[1];
    const score = (scoreBasisPoints: number | null) => ({
      quarter: '2025Q1',
      scoreBasisPoints,
      rank: 1,
      rankedBanks: 2,
      contentHash: '',
    });
    expect(renewalAdvice([score(null)], version)).to.deep.include({
      meanBasisPoints: null,
      belowMinimum: false,
      minimumBasisPoints: 6_000,
      policyId: 'p1',
    });
    expect(renewalAdvice([score(6_000), score(6_001), score(null)], version)).to.deep.include({
      meanBasisPoints: 6_001,
      belowMinimum: false,
    });
    expect(renewalAdvice([score(5_999), score(5_999)], version).belowMinimum).to.equal(true);
    expect(renewalAdvice([score(6_000)], version).belowMinimum).to.equal(false);
  });
});

describe('A sheet of marks', () => {
  it('writes money in yuan, cases as numbers, and nothing where nothing was measured', () => {
    const rule = { weight: 10, policyId: 'p', verified: true };
    const [money, cases] = scorecardSheet(
      [
        {
          measure: 'overdue-rate',
          part: 150,
          whole: 10_000,
          rateBasisPoints: 150,
          marksBasisPoints: 9_000,
          ...rule,
        },
        {
          measure: 'difference-rate',
          part: 0,
          whole: 0,
          rateBasisPoints: null,
          marksBasisPoints: null,
          ...rule,
        },
      ],
      'en',
    );
    expect(money).to.deep.include({ unit: 'yuan', part: '1.50', whole: '100.00', ratePercent: '1.50' });
    expect(money).to.deep.include({ name: 'Overdue rate', marks: '90.00', ...rule });
    expect(cases).to.deep.include({ unit: 'cases', part: '0', whole: '0', ratePercent: null, marks: null });
  });
});

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
    const of = (part: number, whole: number) => ({ part: fen(part), whole: fen(whole) });
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

describe('Small questions', () => {
  it('are answered for what comes from outside', () => {
    expect(isDayCountBasis(360) && isDayCountBasis(365)).to.equal(true);
    expect(isDayCountBasis(366)).to.equal(false);
    expect(isDocumentKind('approval-sheet')).to.equal(true);
    expect(isDocumentKind('toString')).to.equal(false);
    expect(arisesWithCredit('bank-alone') && arisesWithCredit('batch')).to.equal(true);
    expect(arisesWithCredit('bank-and-guarantor')).to.equal(false);
    expect(daysInMonth(2024, 2)).to.equal(29);
    expect(daysInMonth(2025, 13)).to.equal(0);
  });

  it('of papers for a compensation name those that are not there', () => {
    const required = ['claim-form', 'demand-record'] as const;
    const form = { kind: 'claim-form', basis: 'paper', sha256: '' } as const;
    const demanded = { kind: 'demand-record', basis: 'fact', fact: 'collection-action:1' } as const;
    expect(missingEvidence(required, [])).to.deep.equal(required);
    expect(missingEvidence(required, [form])).to.deep.equal(['demand-record']);
    expect(missingEvidence(required, [demanded, form])).to.deep.equal([]);
  });

  it('of a share in basis points round half up, and are nothing of nothing', () => {
    expect(basisPointsOf(1, 3)).to.equal(3_333);
    expect(basisPointsOf(1, 20_000)).to.equal(1);
    expect(basisPointsOf(5, 0)).to.equal(0);
  });

  it('of ageing put the last day of a bucket into it', () => {
    const bounds = ageingBounds(day('2025-12-31'));
    expect(bounds[0]).to.deep.equal({ bucket: 'days-1-30', pastDueSince: '2025-12-01' });
    expect(bounds.at(-1)).to.deep.equal({ bucket: 'days-271-360', pastDueSince: '2025-01-05' });
    expect(bounds).to.have.length(6);
  });

  it('of a day before the rules have no answer, and failures of another kind stand', () => {
    expect(ifInForce(() => BOOK.asOf('cap-individual', day('1990-01-01')))).to.equal(undefined);
    expect(ifInForce(() => 7)).to.equal(7);
    expect(() =>
      ifInForce(() => {
        throw new TypeError('broken');
      }),
    ).to.throw(TypeError);
    expect(unlessMalformed(parseYuan, '1.00')).to.equal(100);
    expect(unlessMalformed(parseYuan, '1.000')).to.equal(undefined);
    expect(() => unlessMalformed(JSON.parse, '{')).to.throw(SyntaxError);
    expect(() => rulesOn([], day('2025-01-01'))).to.throw(RangeError);
  });

  it('of a refusal’s details get words where there are some', () => {
    const refusal = (details: Record<string, string>) => new DomainError('illegal-transition', details);
    expect(wordOf(refusal({ table: 'loan', from: 'active' }), 'from')?.zh).to.match(/[\u4e00-\u9fff]/);
    expect(wordOf(refusal({ table: 'application', event: 'submit' }), 'event')?.en).to.equal('Submit');
    expect(wordOf(refusal({ from: 'nowhere' }), 'from')).to.equal(undefined);
    expect(wordOf(refusal({ event: 'x' }), 'event')).to.equal(undefined);
    expect(wordOf(refusal({}), 'no-such-detail')).to.equal(undefined);
    expect(wordOf(refusal({ parameter: 'loan-prime-rate' }), 'parameter')?.en).to.equal(
      'the loan prime rate',
    );
    expect(wordOf(refusal({ parameter: 'cap-individual' }), 'parameter')?.zh).to.match(/[\u4e00-\u9fff]/);
    expect(wordOf(refusal({ parameter: 'nonsense' }), 'parameter')).to.equal(undefined);
  });
});
