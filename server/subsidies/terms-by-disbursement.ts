import type { BusinessDate } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import { subsidyTerms } from '../core/interest-subsidy.js';
import type { BorrowerKind, SubsidyPolicy } from '../core/policy/subsidy-policy.js';
import type { SubsidyTerms } from '../core/subsidy-segments.js';

/** The terms of loans, looked up once per disbursement day and kind of borrower. */
export class TermsByDisbursement {
  readonly #terms = {
    individual: new Map<BusinessDate, SubsidyTerms | null>(),
    enterprise: new Map<BusinessDate, SubsidyTerms | null>(),
  };

  constructor(private readonly policy: SubsidyPolicy) {}

  /** The terms of a loan; null before the first regime. */
  of(borrowerKind: BorrowerKind, disbursedOn: BusinessDate): SubsidyTerms | null {
    const known = this.#terms[borrowerKind];
    let terms = known.get(disbursedOn);
    if (terms === undefined) {
      terms = termsOrNull(disbursedOn, borrowerKind, this.policy);
      known.set(disbursedOn, terms);
    }
    return terms;
  }
}

function termsOrNull(
  disbursedOn: BusinessDate,
  kind: BorrowerKind,
  policy: SubsidyPolicy,
): SubsidyTerms | null {
  try {
    return subsidyTerms(disbursedOn, kind, policy);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'no-policy-in-force') return null;
    throw error;
  }
}
