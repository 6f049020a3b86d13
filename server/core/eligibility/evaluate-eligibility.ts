import type { Fen } from '../money.js';
import type { PolicyBook } from '../policy/policy-book.js';
import type { EligibilityFacts } from './facts.js';
import type { EligibilityRule, Finding, Outcome } from './finding.js';
import { loanLimit } from './loan-limit.js';
import { age, youthAge } from './rules/age.js';
import { supportedCategory } from './rules/borrower-category.js';
import { localRegistration, notPubliclyPaid } from './rules/business.js';
import { counterGuarantorLoans, counterGuarantorRecord } from './rules/counter-guarantors.js';
import { maxLoans, noOverdueRecord, oneLoanKind } from './rules/loan-record.js';
import { amountWithinCap, termWithinLimit } from './rules/loan-terms.js';
import { otherLoans } from './rules/other-loans.js';
import { partnersAge, partnersEligible } from './rules/partners.js';
import { hiringShare, noArrears } from './rules/workforce.js';

/** In the order in which an applicant reads them. */
const RULES: readonly EligibilityRule[] = [
  supportedCategory,
  age,
  youthAge,
  notPubliclyPaid,
  partnersEligible,
  partnersAge,
  hiringShare,
  noArrears,
  localRegistration,
  otherLoans,
  maxLoans,
  noOverdueRecord,
  oneLoanKind,
  counterGuarantorLoans,
  counterGuarantorRecord,
  amountWithinCap,
  termWithinLimit,
];

export interface Eligibility {
  readonly outcome: Outcome;
  readonly findings: readonly Finding[];
  readonly capFen: Fen;
  readonly maxTermMonths: number;
}

/**
 * Applies every rule that concerns the applicant, by the policy of the day of the application. One failed rule refuses;
 * otherwise one open question keeps it open. Throws `no-policy-in-force` for a day before the rules begin.
 */
export function evaluateEligibility(facts: EligibilityFacts, book: PolicyBook): Eligibility {
  const findings = RULES.map((rule) => rule(facts, book)).filter((each) => each !== undefined);
  const { capFen, maxTermMonths } = loanLimit(
    book,
    facts.applicantKind,
    facts.appliedOn,
    facts.partners?.eligible,
  );
  return { outcome: worst(findings), findings, capFen, maxTermMonths };
}

function worst(findings: readonly Finding[]): Outcome {
  const found = (outcome: Outcome) => findings.some((each) => each.outcome === outcome);
  if (found('fail')) return 'fail';
  return found('needs-evidence') ? 'needs-evidence' : 'pass';
}
