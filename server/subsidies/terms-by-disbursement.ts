import type { BusinessDate } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import { subsidyTerms } from '../core/interest-subsidy.js';
import type { BorrowerKind, SubsidyPolicy } from '../core/policy/subsidy-policy.js';
import { ENDING_CHANGES, type SubsidyTerms } from '../core/subsidy-segments.js';

/** The terms of loans, looked up once per disbursement day and kind of borrower. */
export class TermsByDisbursement {
  readonly #terms = {
    individual: new Map<BusinessDate, SubsidyTerms | null>(),
    enterprise: new Map<BusinessDate, SubsidyTerms | null>(),
  };

  readonly #policyIds = new Set<string>();

  constructor(private readonly policy: SubsidyPolicy) {}

  /** Every version that the terms looked up so far follow from, by id. */
  policyIds(): string[] {
    return [...this.#policyIds].toSorted();
  }

  /** The terms of a loan; null before the first regime. */
  of(borrowerKind: BorrowerKind, disbursedOn: BusinessDate): SubsidyTerms | null {
    const known = this.#terms[borrowerKind];
    let terms = known.get(disbursedOn);
    if (terms === undefined) {
      terms = termsOrNull(disbursedOn, borrowerKind, this.policy);
      known.set(disbursedOn, terms);
      if (terms !== null) this.cite(borrowerKind, disbursedOn, terms);
    }
    return terms;
  }

  private cite(
    borrowerKind: BorrowerKind,
    disbursedOn: BusinessDate,
    { regime, loanPrimeRate }: SubsidyTerms,
  ): void {
    this.#policyIds.add(regime.source.id);
    if (regime.value.kind === 'lpr-minus') this.#policyIds.add(loanPrimeRate.source.id);
    this.#policyIds.add(this.policy.subsidisedMonthsOn(disbursedOn, borrowerKind).source.id);
    for (const change of ENDING_CHANGES)
      this.#policyIds.add(this.policy.endsSubsidyOn(disbursedOn, change).source.id);
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
