import type { BorrowerCategory } from '../../core/borrower-categories.js';
import type { BusinessDate } from '../../core/business-date.js';
import {
  differenceBands,
  type DifferenceBand,
  type GroupSums,
  type TallyState,
} from '../../core/policy-impact/impact-tally.js';
import type { PolicyBook } from '../../core/policy/policy-book.js';
import type { BorrowerKind } from '../../core/policy/subsidy-policy.js';
import type { SubsidyQuarter } from '../../core/subsidy-quarter.js';

/** Subsidy in fen under the policy in force and under the draft. */
export interface ComparedFigures {
  readonly inForceFen: number;
  readonly draftedFen: number;
}

/** The same of a group of loans. */
export interface GroupFigures extends ComparedFigures {
  readonly loans: number;
  readonly changed: number;
}

/** One of the versions that the figures follow from. */
export interface CitedVersion extends ComparedFigures {
  readonly id: string;
  readonly document: string;
  readonly article: string;
  readonly verified: boolean;
}

/** What a draft would cost, as it is stored and hashed. */
export interface ImpactResult {
  readonly total: GroupFigures;
  /** Loans that the policy in force would have made, and the draft would not. */
  readonly refusedLoans: number;
  readonly byQuarter: readonly (ComparedFigures & {
    readonly quarter: string;
    readonly projected: boolean;
  })[];
  readonly byDistrict: readonly (GroupFigures & { readonly districtOrganisationId: number })[];
  readonly byKind: readonly (GroupFigures & { readonly borrowerKind: BorrowerKind })[];
  readonly byCategory: readonly (GroupFigures & { readonly borrowerCategory: BorrowerCategory | null })[];
  readonly distribution: readonly DifferenceBand[];
  readonly versions: readonly CitedVersion[];
}

/** Puts a finished tally into the form in which it is evidence. A quarter that ends after `asOf` is projected. */
export function impactResult(
  tally: TallyState,
  quarters: readonly SubsidyQuarter[],
  asOf: BusinessDate,
  books: { readonly inForce: PolicyBook; readonly drafted: PolicyBook },
): ImpactResult {
  const { groups } = tally;
  return {
    total: figuresOf(groups),
    refusedLoans: tally.refused,
    byQuarter: quarters.map(({ name, until }, index) => ({
      quarter: name,
      projected: until > asOf,
      inForceFen: sum(groups.map((group) => group.inForce[index] ?? 0)),
      draftedFen: sum(groups.map((group) => group.drafted[index] ?? 0)),
    })),
    byDistrict: by(groups, (group) => group.districtOrganisationId).map(
      ([districtOrganisationId, figures]) => ({
        districtOrganisationId,
        ...figures,
      }),
    ),
    byKind: by(groups, (group) => group.borrowerKind).map(([borrowerKind, figures]) => ({
      borrowerKind,
      ...figures,
    })),
    byCategory: by(groups, (group) => group.borrowerCategory).map(([borrowerCategory, figures]) => ({
      borrowerCategory,
      ...figures,
    })),
    distribution: differenceBands(tally),
    versions: citedVersions(tally, [...books.inForce.versions, ...books.drafted.versions]),
  };
}

function by<Key extends string | number | null>(
  groups: readonly GroupSums[],
  keyOf: (group: GroupSums) => Key,
): (readonly [Key, GroupFigures])[] {
  const found = new Map<Key, GroupSums[]>();
  for (const group of groups) found.set(keyOf(group), [...(found.get(keyOf(group)) ?? []), group]);
  return [...found]
    .map(([key, members]) => [key, figuresOf(members)] as const)
    .toSorted(([, a], [, b]) => b.inForceFen - a.inForceFen);
}

function figuresOf(groups: readonly GroupSums[]): GroupFigures {
  return {
    loans: sum(groups.map((group) => group.loans)),
    changed: sum(groups.map((group) => group.changed)),
    inForceFen: sum(groups.flatMap((group) => group.inForce)),
    draftedFen: sum(groups.flatMap((group) => group.drafted)),
  };
}

function citedVersions(tally: TallyState, versions: PolicyBook['versions']): CitedVersion[] {
  return Object.entries(tally.versions)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([id, [inForceFen, draftedFen]]) => {
      const version = versions.find((each) => each.id === id);
      if (version === undefined) return [];
      const { document, article, verified } = version;
      return [{ id, document, article, verified, inForceFen, draftedFen }];
    });
}

const sum = (amounts: readonly number[]): number => amounts.reduce((all, amount) => all + amount, 0);
