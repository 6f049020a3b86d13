import type { BorrowerCategory } from '../borrower-categories.js';
import type { BusinessDate } from '../business-date.js';
import type { ApplicantKind, EvidenceKind } from '../eligibility/facts.js';
import type { RegistryName } from './registries.js';

/** What the city's registries say of an applicant and the business, as far as it was looked up with consent. */
export interface RegistryFacts {
  /** Where the applicant or the business stands. */
  readonly matches: readonly RegistryName[];
  readonly deregisteredOn: BusinessDate | null;
  /** How many people the business pays social insurance for; null where that was not looked up. */
  readonly insuredStaff: number | null;
  /** What kind of base the business is a tenant of. */
  readonly baseRegistry: 'incubator-bases' | 'youth-bases' | null;
}

/** Nothing was looked up. */
export const NO_REGISTRY_FACTS: RegistryFacts = {
  matches: [],
  deregisteredOn: null,
  insuredStaff: null,
  baseRegistry: null,
};

interface Asked {
  readonly applicantKind: ApplicantKind;
  readonly category?: BorrowerCategory | undefined;
  readonly staff?: number | undefined;
}

/** A registry that stands for a paper. */
export interface KnownPaper {
  readonly registry: RegistryName;
  readonly paper: EvidenceKind;
}

/**
 * The papers that nobody is asked for, because a registry of the city says the same; `accepted` are the registries that policy
 * lets stand for a paper. A roster of staff is known where as many are insured as are stated.
 */
export function knownPapers(
  facts: RegistryFacts,
  { applicantKind, category, staff }: Asked,
  accepted: readonly RegistryName[],
): KnownPaper[] {
  const has = (registry: RegistryName): boolean =>
    accepted.includes(registry) && facts.matches.includes(registry);
  const known: KnownPaper[] = [];
  if (applicantKind === 'enterprise') {
    const insured = facts.insuredStaff ?? 0;
    if (has('social-insurance') && staff !== undefined && staff > 0 && insured >= staff)
      known.push({ registry: 'social-insurance', paper: 'staff-roster' });
    return known;
  }
  const isOfGroup =
    (category === 'registered-unemployed' || category === 'employment-difficulty') && has(category);
  if (isOfGroup) known.push({ registry: category, paper: 'category-proof' });
  if (category !== 'hong-kong-macao-taiwan-youth') return known;
  if (has('base-tenants') && facts.baseRegistry === 'youth-bases')
    known.push({ registry: 'base-tenants', paper: 'category-proof' });
  else if (has('youth-bases')) known.push({ registry: 'youth-bases', paper: 'category-proof' });
  return known;
}
