import type { BorrowerCategory } from '../../core/borrower-categories.js';
import type { BusinessDate } from '../../core/business-date.js';
import {
  differenceBands,
  type DifferenceBand,
  type GroupSums,
  type TallyState,
} from '../../core/policy-impact/impact-tally.js';
import { BUDGET_LEVELS, splitCost, type BudgetLevel } from '../../budgets/cost-split.js';
import { fen } from '../../core/money.js';
import type { PolicyEffect } from '../../core/policy-impact/policy-effects.js';
import type { PolicyBook } from '../../core/policy/policy-book.js';
import type { BorrowerKind } from '../../core/policy/subsidy-policy.js';
import type { GuaranteeImpact } from './guarantee-impact.js';
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
  /** What the draft does to the money; results from before it was told have none. */
  readonly effect?: PolicyEffect;
  readonly total: GroupFigures;
  /** Which new guarantees are refused; only of a draft that changes that. */
  readonly guarantees?: GuaranteeImpact;
  /** Loans that the policy in force would have made, and the draft would not. */
  readonly refusedLoans: number;
  /** Loans that nobody can judge by what was put on record; they count as made. */
  readonly unjudgedLoans?: number;
  /** Which level of government pays, by the split in force after each quarter. */
  readonly byLevel?: readonly (ComparedFigures & { readonly level: BudgetLevel })[];
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

/** What a finished tally rests on. */
interface ImpactBasis {
  readonly guarantees?: GuaranteeImpact | undefined;
  readonly quarters: readonly SubsidyQuarter[];
  readonly asOf: BusinessDate;
  readonly effect: PolicyEffect;
  readonly books: { readonly inForce: PolicyBook; readonly drafted: PolicyBook };
}

/** Puts a finished tally into the form in which it is evidence. A quarter that ends after `asOf` is projected. */
export function impactResult(
  tally: TallyState,
  { quarters, asOf, effect, books, guarantees }: ImpactBasis,
): ImpactResult {
  const { groups } = tally;
  const byQuarter = quarters.map(({ name, until }, index) => ({
    quarter: name,
    projected: until > asOf,
    inForceFen: sum(groups.map((group) => group.inForce[index] ?? 0)),
    draftedFen: sum(groups.map((group) => group.drafted[index] ?? 0)),
  }));
  return {
    effect,
    total: figuresOf(groups),
    ...(guarantees !== undefined && { guarantees }),
    refusedLoans: tally.refused,
    unjudgedLoans: tally.unjudged ?? 0,
    byQuarter,
    byLevel: levelsOf(byQuarter, quarters, books),
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

/** A quarter is paid once it is over: the split of the day after its last holds. */
function levelsOf(
  byQuarter: readonly ComparedFigures[],
  quarters: readonly SubsidyQuarter[],
  { inForce, drafted }: ImpactBasis['books'],
): NonNullable<ImpactResult['byLevel']> {
  const sharesUnder = (book: PolicyBook, amountOf: (figures: ComparedFigures) => number) =>
    quarters.flatMap(({ until }, index) => {
      const figures = byQuarter[index];
      return figures === undefined ? [] : splitCost(fen(amountOf(figures)), until, book);
    });
  const now = sharesUnder(inForce, ({ inForceFen }) => inForceFen);
  const then = sharesUnder(drafted, ({ draftedFen }) => draftedFen);
  const ofLevel = (shares: typeof now, level: BudgetLevel): number =>
    sum(shares.flatMap((share) => (share.level === level ? [share.amount] : [])));
  return BUDGET_LEVELS.map((level) => ({
    level,
    inForceFen: ofLevel(now, level),
    draftedFen: ofLevel(then, level),
  }));
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
