import type { BusinessDate } from '../business-date.js';
import type { SubsidyQuarter } from '../subsidy-quarter.js';
import { ImpactTally, type TallyState } from './impact-tally.js';
import type { LossCase, LossOutcome, RiskBearer, ShareBasis } from './loss-cases.js';

/** Under the policy in force, and under the draft. */
type BothSides = [number, number];

/** How many losses there are and what they come to, in fen. */
export interface LossSums {
  readonly cases: readonly [number, number];
  readonly fen: readonly [number, number];
}

interface MutableSums {
  readonly cases: BothSides;
  readonly fen: BothSides;
}

/** Adds up, case by case, what guarantors pay or give up under two policies in the chosen quarters. */
export class LossTally {
  readonly #tally: ImpactTally;
  readonly #total = noSums();
  readonly #byQuarter: readonly MutableSums[];
  readonly #byBearer = new Map<RiskBearer, BothSides>();
  readonly #byGuarantor = new Map<number, MutableSums>();
  readonly #byBasis = new Map<ShareBasis, MutableSums>();

  constructor(private readonly quarters: readonly SubsidyQuarter[]) {
    this.#tally = new ImpactTally(quarters.length);
    this.#byQuarter = quarters.map(noSums);
  }

  /** By district, kind and category, and by how much a case changes: what all bearers but the bank carry. */
  state(): TallyState {
    return this.#tally.state();
  }

  get total(): LossSums {
    return this.#total;
  }

  get byQuarter(): readonly LossSums[] {
    return this.#byQuarter;
  }

  /** Who bears what, the bank included. */
  get byBearer(): readonly (readonly [RiskBearer, readonly [number, number]])[] {
    return [...this.#byBearer];
  }

  get byGuarantor(): readonly (readonly [number, LossSums])[] {
    return [...this.#byGuarantor];
  }

  get byBasis(): readonly (readonly [ShareBasis, LossSums])[] {
    return [...this.#byBasis];
  }

  /** Counts a case with what happens to it under both; what happens outside of the quarters is not counted. */
  add(each: LossCase, inForce: LossOutcome | null, drafted: LossOutcome | null): void {
    const sides = [this.count(each, inForce, 0), this.count(each, drafted, 1)] as const;
    this.#tally.add(each, sides[0], sides[1]);
  }

  /** What guarantors carry on one side, quarter by quarter. */
  private count(each: LossCase, outcome: LossOutcome | null, side: 0 | 1): number[] {
    const amounts = this.quarters.map(() => 0);
    const index = outcome === null ? -1 : this.quarterOf(outcome.on);
    const ofQuarter = this.#byQuarter[index];
    if (outcome === null || ofQuarter === undefined) return amounts;
    let carried = 0;
    for (const { bearer, amount } of outcome.parts) {
      entryOf(this.#byBearer, bearer, (): BothSides => [0, 0])[side] += amount;
      if (bearer !== 'bank') carried += amount;
    }
    const sums = [
      this.#total,
      ofQuarter,
      entryOf(this.#byGuarantor, each.guarantorOrganisationId, noSums),
      entryOf(this.#byBasis, each.basis, noSums),
    ];
    for (const { cases, fen } of sums) {
      cases[side] += 1;
      fen[side] += carried;
    }
    if (outcome.versionId !== null) this.#tally.addVersion(outcome.versionId, side, carried);
    amounts[index] = carried;
    return amounts;
  }

  private quarterOf(day: BusinessDate): number {
    return this.quarters.findIndex(({ from, until }) => from <= day && day < until);
  }
}

const noSums = (): MutableSums => ({ cases: [0, 0], fen: [0, 0] });

function entryOf<Key, Value>(entries: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = entries.get(key);
  if (known !== undefined) return known;
  const made = make();
  entries.set(key, made);
  return made;
}
