import type { BusinessDate } from '../core/business-date.js';
import type { ClassRuleStep } from '../core/risk-class.js';
import type { PolicyBook } from '../core/policy/policy-book.js';

/** The rules on classes as they were in force from day to day, up to and including a day. */
export function classRuleSteps(policy: PolicyBook, through: BusinessDate): ClassRuleStep[] {
  const days = policy.versions
    .filter(({ parameter, effectiveFrom }) => parameter === 'risk-class' && effectiveFrom <= through)
    .map(({ effectiveFrom }) => effectiveFrom);
  return [...new Set(days)]
    .toSorted()
    .map((from) => ({ from, rules: policy.valueOn('risk-class', from).value }));
}
