import type { BusinessDate } from '../../core/business-date.js';
import type { TallyState } from '../../core/policy-impact/impact-tally.js';
import { BUDGET_LEVELS, splitCost, type BudgetLevel } from '../../budgets/cost-split.js';
import { fen } from '../../core/money.js';
import type { PolicyEffect } from '../../core/policy-impact/policy-effects.js';
import type { PolicyBook } from '../../core/policy/policy-book.js';
import type { GuaranteeImpact } from './guarantee-impact.js';
import { figuresByGroup, sum, type ComparedFigures, type GroupedFigures } from './impact-figures.js';
import type { LossImpact } from './loss-impact.js';
import type { SubsidyQuarter } from '../../core/subsidy-quarter.js';

/** What a draft would cost, as it is stored and hashed. */
export interface ImpactResult extends GroupedFigures {
  /** What the draft does to the money; results from before it was told have none. */
  readonly effect?: PolicyEffect;
  /** Which new guarantees are refused; only of a draft that changes that. */
  readonly guarantees?: GuaranteeImpact;
  /** What guarantors pay or give up; only of a draft that changes that. */
  readonly losses?: LossImpact;
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
}

/** What a finished tally rests on. */
interface ImpactBasis {
  readonly guarantees?: GuaranteeImpact | undefined;
  readonly losses?: LossImpact | undefined;
  readonly quarters: readonly SubsidyQuarter[];
  readonly asOf: BusinessDate;
  readonly effect: PolicyEffect;
  readonly books: { readonly inForce: PolicyBook; readonly drafted: PolicyBook };
}

/** Puts a finished tally into the form in which it is evidence. A quarter that ends after `asOf` is projected. */
export function impactResult(
  tally: TallyState,
  { quarters, asOf, effect, books, guarantees, losses }: ImpactBasis,
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
    ...(guarantees !== undefined && { guarantees }),
    ...(losses !== undefined && { losses }),
    refusedLoans: tally.refused,
    unjudgedLoans: tally.unjudged ?? 0,
    byQuarter,
    byLevel: levelsOf(byQuarter, quarters, books),
    ...figuresByGroup(tally, [...books.inForce.versions, ...books.drafted.versions]),
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
