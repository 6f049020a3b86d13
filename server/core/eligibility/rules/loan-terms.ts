import type { EligibilityFacts } from '../facts.js';
import { type EligibilityRule, finding } from '../finding.js';
import { type LoanLimit, loanLimit } from '../loan-limit.js';
import type { PolicyBook } from '../../policy/policy-book.js';
import { sayAmount } from '../wording.js';

/** The amount asked for is within the cap of this applicant. */
export const amountWithinCap: EligibilityRule = (facts, book) => {
  const { capFen, capVersion } = limitOf(facts, book);
  const within = facts.amountFen <= capFen;
  const cap = sayAmount(capFen);
  const asked = sayAmount(facts.amountFen);
  return finding(capVersion, {
    rule: 'amount-within-cap',
    outcome: within ? 'pass' : 'fail',
    facts: { amountFen: facts.amountFen, capFen },
    reason: within
      ? { zh: `申请${asked.zh},未超过${cap.zh}。`, en: `${asked.en} is within the cap of ${cap.en}.` }
      : {
          zh: `申请${asked.zh},超过${cap.zh}的上限。请将金额调整到上限以内。`,
          en: `${asked.en} is above the cap of ${cap.en}. Please ask for an amount within it.`,
        },
  });
};

/** The term asked for is not too long. */
export const termWithinLimit: EligibilityRule = (facts, book) => {
  const { maxTermMonths, termVersion } = limitOf(facts, book);
  const { termMonths } = facts;
  const within = termMonths <= maxTermMonths;
  return finding(termVersion, {
    rule: 'term-within-limit',
    outcome: within ? 'pass' : 'fail',
    facts: { termMonths, maxTermMonths },
    reason: within
      ? {
          zh: `期限${termMonths}个月,未超过${maxTermMonths}个月。`,
          en: `${termMonths} months are within ${maxTermMonths}.`,
        }
      : {
          zh: `期限${termMonths}个月,超过最长${maxTermMonths}个月。请缩短期限。`,
          en: `${termMonths} months are more than the longest term of ${maxTermMonths}. Please choose a shorter term.`,
        },
  });
};

function limitOf(facts: EligibilityFacts, book: PolicyBook): LoanLimit {
  return loanLimit(book, facts.applicantKind, facts.appliedOn, facts.partners?.eligible);
}
