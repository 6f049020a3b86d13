import { expect } from 'chai';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import type { DraftContent } from '../../../server/core/policy/draft-content.js';
import { POLICY_FORMS } from '../../../server/core/policy/policy-forms.js';
import type { PolicyParameter } from '../../../server/core/policy/policy-parameters.js';
import { judgedByFindings } from '../../../server/core/policy-impact/judge-again.js';
import {
  changesAdmission,
  changesCapacity,
  effectOf,
  effectOfParameter,
  lossMeasureOf,
  POLICY_EFFECTS,
} from '../../../server/core/policy-impact/policy-effects.js';

const parameterDraft = (parameter: PolicyParameter): DraftContent => ({
  kind: 'parameter',
  parameter,
  jurisdiction: 'guangzhou',
  effectiveFrom: parseBusinessDate('2026-01-01'),
  value: { count: 1 },
  document: '示例',
  article: '一',
  verified: false,
  note: null,
});
const PRIME_RATE: DraftContent = {
  kind: 'loan-prime-rate',
  publishedOn: parseBusinessDate('2026-01-20'),
  oneYearRatePercent: '3.00',
  fiveYearRatePercent: null,
  document: '示例',
  verified: true,
};
const HOLIDAYS: DraftContent = {
  kind: 'calendar-year',
  year: 2027,
  document: '示例',
  holidays: [],
  workdays: [],
};

describe('What a draft does to the money', () => {
  it('is said of every parameter that there is, in one of the words', () => {
    for (const parameter of Object.keys(POLICY_FORMS) as PolicyParameter[])
      expect(POLICY_EFFECTS, parameter).to.have.property(effectOfParameter(parameter));
  });

  it('is nothing for clocks, warnings and marks', () => {
    for (const parameter of ['clock-precheck', 'alert-missed-payment', 'score-volume'] as const)
      expect(effectOfParameter(parameter), parameter).to.equal('procedure');
  });

  it('is what each loan earns, who is admitted, or who pays', () => {
    expect(effectOf(parameterDraft('subsidy-regime'))).to.equal('earnings');
    expect(effectOf(parameterDraft('max-loans'))).to.equal('admission');
    expect(effectOf(parameterDraft('cost-split'))).to.equal('cost-split');
    expect(effectOf(PRIME_RATE)).to.equal('earnings');
    expect(effectOf(HOLIDAYS)).to.equal('procedure');
  });

  it('leaves loans out only by a limit of admission, or by the ceiling that a prime rate moves', () => {
    expect(changesAdmission(parameterDraft('max-loans'))).to.equal(true);
    expect(changesAdmission(parameterDraft('subsidy-regime'))).to.equal(false);
    expect(changesAdmission(PRIME_RATE)).to.equal(true);
    expect(changesAdmission(HOLIDAYS)).to.equal(false);
  });

  it('is who is given a guarantee, by thresholds, multiples and limits', () => {
    for (const parameter of [
      'stop-thresholds',
      'stop-yearly-compensation',
      'fund-multiplier',
      'guarantor-limits',
    ] as const)
      expect(changesCapacity(parameterDraft(parameter)), parameter).to.equal(true);
    expect(changesCapacity(parameterDraft('fund-share'))).to.equal(false);
    expect(changesCapacity(PRIME_RATE)).to.equal(false);
  });

  it('is what guarantors pay or give up, by the fund’s share, the days to a claim and the conditions of a write-off', () => {
    expect(lossMeasureOf(parameterDraft('fund-share'))).to.equal('compensation');
    expect(lossMeasureOf(parameterDraft('overdue-to-claim'))).to.equal('claim');
    expect(lossMeasureOf(parameterDraft('write-off-conditions'))).to.equal('write-off');
    expect(lossMeasureOf(parameterDraft('compensation-evidence'))).to.equal(undefined);
    expect(lossMeasureOf(HOLIDAYS)).to.equal(undefined);
  });

  it('is judged by findings only where it is one of admission', () => {
    for (const parameter of Object.keys(POLICY_FORMS) as PolicyParameter[])
      if (judgedByFindings(parameter)) expect(effectOfParameter(parameter), parameter).to.equal('admission');
  });
});
