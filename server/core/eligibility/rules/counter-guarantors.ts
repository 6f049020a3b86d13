import { type EligibilityRule, finding } from '../finding.js';

/** Nobody who answers for the loan answers for too many others already. */
export const counterGuarantorLoans: EligibilityRule = (facts, book) => {
  if (!facts.counterGuarantors) return undefined;
  const version = book.asOf('counter-guarantor-loans', facts.appliedOn);
  const maximum = version.value.count;
  const most = Math.max(0, ...facts.counterGuarantors.otherLoans);
  const free = most <= maximum;
  return finding(version, {
    rule: 'counter-guarantor-loans',
    outcome: free ? 'pass' : 'fail',
    facts: { otherLoans: most, maximum },
    reason: free
      ? {
          zh: `反担保人(含其配偶)正在担保的其他创业担保贷款为${most}笔,未超过${maximum}笔。`,
          en: `The counter-guarantor, spouse included, answers for ${most} other startup guaranteed loans, not more than ${maximum}.`,
        }
      : {
          zh: `反担保人或其配偶正在为其他${most}笔创业担保贷款提供反担保,最多${maximum}笔。请更换反担保人或改用其他反担保方式。`,
          en: `A counter-guarantor or the spouse answers for ${most} other startup guaranteed loans; at most ${maximum} are possible. Name another person, or give another counter-guarantee.`,
        },
  });
};

/** No loan that a counter-guarantor answered for fell overdue. */
export const counterGuarantorRecord: EligibilityRule = (facts, book) => {
  if (!facts.counterGuarantors) return undefined;
  const version = book.asOf('counter-guarantor-record', facts.appliedOn);
  if (!version.value.required) return undefined;
  const { everOverdue } = facts.counterGuarantors;
  return finding(version, {
    rule: 'counter-guarantor-record',
    outcome: everOverdue ? 'fail' : 'pass',
    facts: { everOverdue },
    reason: everOverdue
      ? {
          zh: '反担保人或其配偶曾担保的创业担保贷款有逾期记录。请更换反担保人或改用其他反担保方式。',
          en: 'A loan that a counter-guarantor or the spouse answered for was overdue. Name another person, or give another counter-guarantee.',
        }
      : {
          zh: '反担保人此前担保的创业担保贷款没有逾期。',
          en: 'No loan that a counter-guarantor answered for was overdue.',
        },
  });
};
