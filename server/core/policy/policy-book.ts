import type { BusinessDate } from '../business-date.js';
import { DomainError } from '../errors.js';
import { parseRate, rate, type Rate } from '../rate.js';
import type { EndingChange } from '../subsidy-segments.js';
import {
  type LoanPrimeRate,
  loanPrimeRateId,
  loanPrimeRateOn,
  PUBLISHED_LOAN_PRIME_RATES,
} from './loan-prime-rates.js';
import type {
  Jurisdiction,
  PolicyParameter,
  PolicyParameterValues,
  PolicyVersion,
  SubsidyRegimeValue,
} from './policy-parameters.js';
import type {
  BorrowerKind,
  PolicySource,
  RateCeiling,
  Region,
  Sourced,
  SubsidyPolicy,
  SubsidyRegime,
} from './subsidy-policy.js';
import { PUBLISHED_VERSIONS } from './versions/published-versions.js';

const NEAREST_FIRST: readonly Jurisdiction[] = ['guangzhou', 'guangdong', 'national'];
const RATE_PER_BASIS_POINT = 10_000;

/**
 * Everything the policy says, by date and with its source. Immutable: `withVersions` and `withRates` answer another
 * book. What is added later wins over an earlier version of the same parameter, jurisdiction and day.
 */
export class PolicyBook implements SubsidyPolicy {
  /** Versions of a parameter in date order, sorted when they are first asked for. */
  readonly #byParameter = new Map<PolicyParameter, readonly PolicyVersion[]>();

  private constructor(
    readonly versions: readonly PolicyVersion[],
    readonly loanPrimeRates: readonly LoanPrimeRate[],
  ) {}

  /** The book that ships with the system. */
  static published(): PolicyBook {
    return new PolicyBook(PUBLISHED_VERSIONS, PUBLISHED_LOAN_PRIME_RATES);
  }

  /** This book and further versions. */
  withVersions(further: readonly PolicyVersion[]): PolicyBook {
    return new PolicyBook([...this.versions, ...further], this.loanPrimeRates);
  }

  /**
   * This book as if a version had held from another day on: what its parameter and jurisdiction were between that day and the version's own
   * is passed over. Later versions stand.
   */
  asIf(version: PolicyVersion, from: BusinessDate): PolicyBook {
    const isPassedOver = (each: PolicyVersion): boolean =>
      each.parameter === version.parameter &&
      each.jurisdiction === version.jurisdiction &&
      each.effectiveFrom >= from &&
      each.effectiveFrom <= version.effectiveFrom;
    const others = this.versions.filter((each) => !isPassedOver(each));
    return new PolicyBook([...others, { ...version, effectiveFrom: from }], this.loanPrimeRates);
  }

  /** This book and further publications of the loan prime rate; one of a known day replaces it. */
  withRates(further: readonly LoanPrimeRate[]): PolicyBook {
    const byDay = new Map([...this.loanPrimeRates, ...further].map((each) => [each.publishedOn, each]));
    const inDateOrder = [...byDay.values()].toSorted((a, b) => compareText(a.publishedOn, b.publishedOn));
    return new PolicyBook(this.versions, inDateOrder);
  }

  /**
   * The version of a parameter in force on a day: of the nearest jurisdiction that has one, the latest.
   * Seen from `jurisdiction`: Guangzhou sees all, the nation only its own. Throws `no-policy-in-force`.
   */
  asOf<P extends PolicyParameter>(
    parameter: P,
    date: BusinessDate,
    jurisdiction: Jurisdiction = 'guangzhou',
  ): PolicyVersion<P> {
    const concerned = this.versionsOf(parameter).filter(isOf(parameter));
    for (const level of NEAREST_FIRST.slice(NEAREST_FIRST.indexOf(jurisdiction))) {
      const found = concerned.findLast((each) => each.jurisdiction === level && each.effectiveFrom <= date);
      if (found) return found;
    }
    throw new DomainError('no-policy-in-force', { parameter, date });
  }

  /** The source of a version or of a publication of the loan prime rate by the id under which it is cited; undefined where there is none. */
  sourceOf(id: string): PolicySource | undefined {
    const version = this.versions.find((each) => each.id === id);
    if (version) return sourceOf(version);
    const published = this.loanPrimeRates.find(({ publishedOn }) => id === loanPrimeRateId(publishedOn));
    return published && this.loanPrimeRateOn(published.publishedOn).source;
  }

  /** The value of a parameter on a day, with its source. Throws `no-policy-in-force`. */
  valueOn<P extends PolicyParameter>(parameter: P, date: BusinessDate): Sourced<PolicyParameterValues[P]> {
    const version = this.asOf(parameter, date);
    return { value: version.value, source: sourceOf(version) };
  }

  regimeOn(disbursedOn: BusinessDate): Sourced<SubsidyRegime> {
    const { value, source } = this.valueOn('subsidy-regime', disbursedOn);
    return { value: readRegime(value), source };
  }

  /** Every regime there has been or will be, in date order. */
  subsidyRegimes(): Sourced<SubsidyRegime>[] {
    const versions = this.versionsOf('subsidy-regime').filter(isOf('subsidy-regime'));
    return versions.map((version) => ({ value: readRegime(version.value), source: sourceOf(version) }));
  }

  ceilingOn(disbursedOn: BusinessDate, region: Region): Sourced<RateCeiling> {
    const { value, source } = this.valueOn(`rate-ceiling-${region}`, disbursedOn);
    return { value: { aboveLoanPrimeRate: rate(value.basisPoints * RATE_PER_BASIS_POINT) }, source };
  }

  loanPrimeRateOn(disbursedOn: BusinessDate): Sourced<Rate> {
    return loanPrimeRateOn(this.loanPrimeRates, disbursedOn);
  }

  subsidisedMonthsOn(disbursedOn: BusinessDate, borrowerKind: BorrowerKind): Sourced<number> {
    const { value, source } = this.valueOn(`subsidised-months-${borrowerKind}`, disbursedOn);
    return { value: value.months, source };
  }

  endsSubsidyOn(disbursedOn: BusinessDate, change: EndingChange): Sourced<boolean> {
    const { value, source } = this.valueOn(`${change}-ends-subsidy`, disbursedOn);
    return { value: value.required, source };
  }

  private versionsOf(parameter: PolicyParameter): readonly PolicyVersion[] {
    const known = this.#byParameter.get(parameter);
    if (known) return known;
    const sorted = this.versions
      .filter(isOf(parameter))
      .toSorted((a, b) => compareText(a.effectiveFrom, b.effectiveFrom));
    this.#byParameter.set(parameter, sorted);
    return sorted;
  }
}

/** What a page or a reply says about the origin of a value. */
export function sourceOf(version: PolicyVersion): PolicySource {
  const { id, document, article, verified } = version;
  return { id, document, article, verified };
}

function isOf<P extends PolicyParameter>(parameter: P) {
  return (version: PolicyVersion): version is PolicyVersion<P> => version.parameter === parameter;
}

function readRegime(value: SubsidyRegimeValue): SubsidyRegime {
  return value.kind === 'lpr-minus'
    ? { kind: value.kind, borrowerBelow: parseRate(value.borrowerBelowPercent) }
    : value;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
