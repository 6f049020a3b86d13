import type { BusinessDate } from '../business-date.js';
import { subsidyTerms } from '../interest-subsidy.js';
import { parseYuan, type Fen } from '../money.js';
import { ifInForce } from '../policy/if-in-force.js';
import type { PolicyBook } from '../policy/policy-book.js';
import type { BorrowerKind, Region } from '../policy/subsidy-policy.js';
import { rateCeiling } from '../rate-ceiling.js';
import type { Rate } from '../rate.js';
import type { SubsidyTerms } from '../subsidy-segments.js';

/** What admission looks at: a loan as it was asked for and made. */
export interface AdmittedLoan {
  readonly borrowerKind: BorrowerKind;
  readonly principal: Fen;
  readonly annualRate: Rate;
  readonly termMonths: number;
  /** The day of the application; of a loan from before the system, of the disbursement. */
  readonly appliedOn: BusinessDate;
  readonly disbursedOn: BusinessDate;
}

/** What a book says about loans, each day and kind of borrower looked up once. */
export class ImpactPolicy {
  readonly #terms = new Map<string, SubsidyTerms | null>();
  readonly #limits = new Map<string, { readonly cap: Fen; readonly months: number } | null>();
  readonly #ceilings = new Map<BusinessDate, Rate | null>();

  constructor(
    private readonly book: PolicyBook,
    private readonly region: Region,
  ) {}

  /** What a loan earns by; null before the first regime. */
  termsOf(borrowerKind: BorrowerKind, disbursedOn: BusinessDate): SubsidyTerms | null {
    return remembered(this.#terms, `${borrowerKind} ${disbursedOn}`, () =>
      subsidyTerms(disbursedOn, borrowerKind, this.book),
    );
  }

  /** Whether amount, term and rate are within what the book allows. Before its first version a limit allows everything. */
  admits({ borrowerKind, principal, annualRate, termMonths, appliedOn, disbursedOn }: AdmittedLoan): boolean {
    const limits = remembered(this.#limits, `${borrowerKind} ${appliedOn}`, () => ({
      cap: parseYuan(this.book.asOf(`cap-${borrowerKind}`, appliedOn).value.yuan),
      months: this.book.asOf(`term-${borrowerKind}`, appliedOn).value.months,
    }));
    if (limits !== null && (principal > limits.cap || termMonths > limits.months)) return false;
    const ceiling = remembered(
      this.#ceilings,
      disbursedOn,
      () => rateCeiling(disbursedOn, this.region, this.book).value,
    );
    return ceiling === null || annualRate <= ceiling;
  }
}

function remembered<Key, Value>(known: Map<Key, Value | null>, key: Key, look: () => Value): Value | null {
  const found = known.get(key);
  if (found !== undefined) return found;
  const value = ifInForce(look) ?? null;
  known.set(key, value);
  return value;
}
