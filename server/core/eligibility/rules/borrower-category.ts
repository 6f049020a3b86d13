import { BORROWER_CATEGORIES } from '../../borrower-categories.js';
import { addMonths } from '../../business-date.js';
import {
  type EligibilityRule,
  finding,
  missingEvidence,
  pleaseProvide,
  pleaseState,
  type Verdict,
} from '../finding.js';

/** The applicant belongs to a supported group and shows it; others qualify with a young business. */
export const supportedCategory: EligibilityRule = (facts, book) => {
  if (facts.applicantKind === 'enterprise') return undefined;
  const version = book.asOf('supported-categories', facts.appliedOn);
  const rule = 'supported-category';
  const category = facts.person?.category;
  if (category === undefined) {
    const reason = pleaseState('所属人群类别', 'the group you belong to');
    return finding(version, { rule, outcome: 'needs-evidence', facts: {}, reason });
  }

  const { zh, en } = BORROWER_CATEGORIES[category];
  const used = { category };
  if (!version.value.categories.includes(category)) {
    const reason = {
      zh: `“${zh}”在申请日不属于支持对象。请核对人群类别,如有误请更正后重新提交。`,
      en: `“${en}” was not a supported group on the day of the application. Please check the group and correct it.`,
    };
    return finding(version, { rule, outcome: 'fail', facts: used, reason });
  }
  if (category === 'other') return youngBusiness(facts, book);

  const missing = missingEvidence(facts, ['category-proof']);
  const verdict: Pick<Verdict, 'outcome' | 'reason'> =
    missing.length > 0
      ? { outcome: 'needs-evidence', reason: pleaseProvide(missing) }
      : {
          outcome: 'pass',
          reason: { zh: `属于支持对象:${zh}。`, en: `Belongs to a supported group: ${en}.` },
        };
  return finding(version, { rule, facts: used, ...verdict });
};

const youngBusiness: EligibilityRule = (facts, book) => {
  const version = book.asOf('other-founder-registration', facts.appliedOn);
  const rule = 'supported-category';
  const { months } = version.value;
  const registeredOn = facts.business?.registeredOn;
  if (registeredOn === undefined) {
    const reason = pleaseState('经营实体登记日期', 'the day on which the business was registered');
    return finding(version, { rule, outcome: 'needs-evidence', facts: { category: 'other' }, reason });
  }

  const young = facts.appliedOn <= addMonths(registeredOn, months);
  const reason = young
    ? { zh: `经营实体登记未超过${months}个月。`, en: `The business was registered within ${months} months.` }
    : {
        zh: `经营实体于${registeredOn}登记,已超过${months}个月,“其他人员”不能申请。如属于支持对象,请改选人群类别并提交证明。`,
        en: `The business was registered on ${registeredOn}, more than ${months} months ago, so “other founders” cannot apply. If you belong to a supported group, choose it and provide the proof.`,
      };
  return finding(version, {
    rule,
    outcome: young ? 'pass' : 'fail',
    facts: { category: 'other', registeredOn },
    reason,
  });
};
