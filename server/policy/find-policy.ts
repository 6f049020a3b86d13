import type { System } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import type { PolicyBook } from '../core/policy/policy-book.js';
import type { PolicyParameter, PolicyVersion } from '../core/policy/policy-parameters.js';
import type { Sourced } from '../core/policy/subsidy-policy.js';
import type { Rate } from '../core/rate.js';

/** One publication of the one-year loan prime rate, with its source. */
export interface PublishedRate extends Sourced<Rate> {
  readonly publishedOn: BusinessDate;
}

/** Every publication known of the one-year loan prime rate, the latest first. */
export function findLoanPrimeRates(system: System): PublishedRate[] {
  const { policyBook } = system.referenceData.current();
  return policyBook.loanPrimeRates.toReversed().map(({ publishedOn }) => {
    const { value, source } = policyBook.loanPrimeRateOn(publishedOn);
    return { publishedOn, value, source };
  });
}

/** The version of each policy parameter in force on a day, by name; those that did not exist yet are left out. */
export function findPolicyParameters(system: System, on: BusinessDate): PolicyVersion[] {
  const { policyBook } = system.referenceData.current();
  const parameters = [...new Set(policyBook.versions.map((version) => version.parameter))].toSorted();
  return parameters.flatMap((parameter) => inForce(policyBook, parameter, on));
}

function inForce(policyBook: PolicyBook, parameter: PolicyParameter, on: BusinessDate): PolicyVersion[] {
  try {
    return [policyBook.asOf(parameter, on)];
  } catch (error) {
    if (error instanceof DomainError && error.code === 'no-policy-in-force') return [];
    throw error;
  }
}
