import type { BusinessDate } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import { subsidyTerms } from '../core/interest-subsidy.js';
import type { BorrowerKind, SubsidyPolicy } from '../core/policy/subsidy-policy.js';
import type { Rate } from '../core/rate.js';
import type { SubsidyTerms } from '../core/subsidy-segments.js';
import { subsidySources, usesPrimeRate } from '../core/subsidy-sources.js';

/** By which versions loans of a kind, disbursed from one day up to and with another, are computed. */
export interface TermsUsed {
  readonly borrowerKind: BorrowerKind;
  readonly disbursedFrom: BusinessDate;
  readonly disbursedLastOn: BusinessDate;
  /** The regime first. */
  readonly policyIds: readonly string[];
  /** Null where the regime looks at none. */
  readonly loanPrimeRate: Rate | null;
}

/** The terms of loans, looked up once per disbursement day and kind of borrower. */
export class TermsByDisbursement {
  readonly #terms = {
    individual: new Map<BusinessDate, SubsidyTerms | null>(),
    enterprise: new Map<BusinessDate, SubsidyTerms | null>(),
  };

  readonly #used: TermsUsed[] = [];

  constructor(private readonly policy: SubsidyPolicy) {}

  /** Every version that the terms looked up so far follow from, by id. */
  policyIds(): string[] {
    return [...new Set(this.#used.flatMap(({ policyIds }) => policyIds))].toSorted();
  }

  /** The same by kind of borrower and days of disbursement: one entry for days in a row with the same versions. */
  used(): TermsUsed[] {
    const inOrder = this.#used.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
    const joined: TermsUsed[] = [];
    for (const next of inOrder) {
      const last = joined.at(-1);
      if (last === undefined || !isSameBasis(last, next)) joined.push(next);
      else joined[joined.length - 1] = { ...last, disbursedLastOn: next.disbursedLastOn };
    }
    return joined;
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

  private cite(borrowerKind: BorrowerKind, disbursedOn: BusinessDate, terms: SubsidyTerms): void {
    this.#used.push({
      borrowerKind,
      disbursedFrom: disbursedOn,
      disbursedLastOn: disbursedOn,
      policyIds: subsidySources(terms, borrowerKind, disbursedOn, this.policy).map(({ id }) => id),
      loanPrimeRate: usesPrimeRate(terms) ? terms.loanPrimeRate.value : null,
    });
  }
}

const placeOf = ({ borrowerKind, disbursedFrom }: TermsUsed): string => `${borrowerKind} ${disbursedFrom}`;

const isSameBasis = (a: TermsUsed, b: TermsUsed): boolean =>
  a.borrowerKind === b.borrowerKind &&
  a.loanPrimeRate === b.loanPrimeRate &&
  a.policyIds.join() === b.policyIds.join();

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
