import { expect } from 'chai';
import { arisesWithCredit } from '../../server/core/approval-mode.js';
import { daysInMonth, parseBusinessDate as day } from '../../server/core/business-date.js';
import { workingCalendar, type WorkingCalendar } from '../../server/core/calendar/working-calendar.js';
import { canonicalJson } from '../../server/core/canonical-json.js';
import { changeReportDuty } from '../../server/core/change-report.js';
import { missingEvidence } from '../../server/core/compensation/evidence-kinds.js';
import { isDayCountBasis } from '../../server/core/day-count.js';
import { elementAt } from '../../server/core/element-at.js';
import { wordOf } from '../../server/core/error-words.js';
import { DomainError } from '../../server/core/errors.js';
import { parseYuan } from '../../server/core/money.js';
import { isDocumentKind, isSubjectPaper } from '../../server/core/papers/document-kinds.js';
import { ifInForce } from '../../server/core/policy/if-in-force.js';
import { PolicyBook } from '../../server/core/policy/policy-book.js';
import { classFloor, rulesOn, type ClassRules } from '../../server/core/risk-class.js';
import { basisPointsOf } from '../../server/core/risk-reports/basis-points.js';
import { ageingBounds } from '../../server/core/risk-reports/ageing.js';
import { unlessMalformed } from '../../server/core/unless-malformed.js';

const BOOK = PolicyBook.published();

describe('An element of a list', () => {
  it('is there, or the list was taken for another one', () => {
    expect(elementAt(['a', 'b'], 1)).to.equal('b');
    expect(elementAt([0], 0)).to.equal(0);
    for (const place of [-1, 2]) expect(() => elementAt(['a', 'b'], place)).to.throw(RangeError);
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

const duty = (happened: string, reported: string, calendar: WorkingCalendar = new Map()) =>
  changeReportDuty(day(happened), day(reported), BOOK, calendar);

describe('A report of a change', () => {
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

const refusal = (details: Record<string, string>) => new DomainError('illegal-transition', details);

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
    const days = [0, 1, 90, 91, 270, 271, 360, 361];
    const rules = { substandardAfterDays: 90, doubtfulAfterDays: 270, lossAfterDays: 360 } as ClassRules;
    expect(days.map((each) => classFloor(each, rules))).to.deep.equal([
      'pass',
      'special-mention',
      'special-mention',
      'substandard',
      'substandard',
      'doubtful',
      'doubtful',
      'loss',
    ]);
    expect(() => rulesOn([], day('2025-01-01'))).to.throw(RangeError);
  });

  it('of a refusal’s details get words where there are some', () => {
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

describe('A paper that is asked for by its subject alone', () => {
  it('is every kind but the report, which says what it counts', () => {
    expect(isSubjectPaper('clawback-notice')).to.equal(true);
    expect(isSubjectPaper('report-sheet')).to.equal(false);
  });
});
