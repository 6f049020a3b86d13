import type { BorrowerCategory } from '../../core/borrower-categories.js';
import {
  differenceBands,
  type DifferenceBand,
  type GroupSums,
  type TallyState,
} from '../../core/policy-impact/impact-tally.js';
import type { PolicyBook } from '../../core/policy/policy-book.js';
import type { BorrowerKind } from '../../core/policy/subsidy-policy.js';

/** Money in fen under the policy in force and under the draft. */
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

/** The figures of a tally: altogether, by district, kind and category, by how much a loan changes, and the versions they follow from. */
export interface GroupedFigures {
  readonly total: GroupFigures;
  readonly byDistrict: readonly (GroupFigures & { readonly districtOrganisationId: number })[];
  readonly byKind: readonly (GroupFigures & { readonly borrowerKind: BorrowerKind })[];
  readonly byCategory: readonly (GroupFigures & { readonly borrowerCategory: BorrowerCategory | null })[];
  readonly distribution: readonly DifferenceBand[];
  readonly versions: readonly CitedVersion[];
}

/** Takes a finished tally apart: every part adds up to the total. */
export function figuresByGroup(tally: TallyState, versions: PolicyBook['versions']): GroupedFigures {
  const { groups } = tally;
  return {
    total: figuresOf(groups),
    byDistrict: by(groups, (group) => group.districtOrganisationId).map(
      ([districtOrganisationId, figures]) => ({ districtOrganisationId, ...figures }),
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
    versions: citedVersions(tally, versions),
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

/** Adds up whole fen, or loans. */
export const sum = (amounts: readonly number[]): number => amounts.reduce((all, amount) => all + amount, 0);
