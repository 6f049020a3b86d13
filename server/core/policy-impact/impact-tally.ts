import type { BorrowerCategory } from '../borrower-categories.js';
import { elementAt } from '../element-at.js';
import type { BorrowerKind } from '../policy/subsidy-policy.js';

/** Where a loan is counted. */
export interface ImpactGroup {
  readonly districtOrganisationId: number;
  readonly borrowerKind: BorrowerKind;
  readonly borrowerCategory: BorrowerCategory | null;
}

/** Both figures of a group in fen, quarter by quarter, and its loans. */
export interface GroupSums extends ImpactGroup {
  /** Loans that earn under either. */
  readonly loans: number;
  /** Loans whose subsidy differs. */
  readonly changed: number;
  readonly inForce: readonly number[];
  readonly drafted: readonly number[];
}

/** Loans whose subsidy changes by so much over all quarters, in fen. */
export interface DifferenceBand {
  /** From this difference on; null without a lower end. */
  readonly from: number | null;
  /** Below this one; null without an upper end. */
  readonly until: number | null;
  readonly loans: number;
  readonly difference: number;
}

/** The tally as a job keeps it between two batches. */
export interface TallyState {
  readonly groups: readonly GroupSums[];
  readonly bands: readonly (readonly [number, number])[];
  /** What was paid under each regime by its id: in force, and under the draft. */
  readonly versions: Readonly<Record<string, readonly [number, number]>>;
  /** Loans that the policy in force would have made, and the draft would not. */
  readonly refused: number;
  /** Loans of which the draft asks what nobody put on record: counted as made. A run that began before it was counted has none. */
  readonly unjudged?: number;
}

/** Ends of the bands: 10 000, 1 000 and 100 yuan less, the same, and as much more. */
const BAND_ENDS = [-1_000_000, -100_000, -10_000, 0, 1, 10_000, 100_000, 1_000_000] as const;

interface MutableGroup extends ImpactGroup {
  loans: number;
  changed: number;
  readonly inForce: number[];
  readonly drafted: number[];
}

/** Adds up, loan by loan, what two policies pay. All sums are whole fen. */
export class ImpactTally {
  readonly #groups = new Map<string, MutableGroup>();
  readonly #bands: [number, number][] = Array.from({ length: BAND_ENDS.length + 1 }, () => [0, 0]);
  readonly #versions = new Map<string, [number, number]>();
  #refused = 0;
  #unjudged = 0;

  constructor(
    private readonly quarters: number,
    state?: TallyState,
  ) {
    if (state === undefined) return;
    for (const group of state.groups) {
      const copy = { ...group, inForce: [...group.inForce], drafted: [...group.drafted] };
      this.#groups.set(keyOf(group), copy);
    }
    state.bands.forEach(([loans, difference], index) => (this.#bands[index] = [loans, difference]));
    for (const [id, [inForce, drafted]] of Object.entries(state.versions)) {
      this.#versions.set(id, [inForce, drafted]);
    }
    this.#refused = state.refused;
    this.#unjudged = state.unjudged ?? 0;
  }

  /** Counts one loan with its figures of each quarter under both. */
  add(group: ImpactGroup, inForce: readonly number[], drafted: readonly number[]): void {
    const sums = this.group(group);
    let earned = false;
    let difference = 0;
    let differs = false;
    for (let index = 0; index < this.quarters; index += 1) {
      const now = elementAt(inForce, index);
      const then = elementAt(drafted, index);
      sums.inForce[index] = elementAt(sums.inForce, index) + now;
      sums.drafted[index] = elementAt(sums.drafted, index) + then;
      earned ||= now > 0 || then > 0;
      differs ||= now !== then;
      difference += then - now;
    }
    if (!earned) return;
    sums.loans += 1;
    if (differs) sums.changed += 1;
    const band = elementAt(this.#bands, bandOf(difference));
    band[0] += 1;
    band[1] += difference;
  }

  /** Notes what a regime paid, in force (0) or under the draft (1). */
  addVersion(id: string, side: 0 | 1, amount: number): void {
    const sums = this.#versions.get(id) ?? [0, 0];
    sums[side] += amount;
    this.#versions.set(id, sums);
  }

  addRefused(): void {
    this.#refused += 1;
  }

  addUnjudged(): void {
    this.#unjudged += 1;
  }

  state(): TallyState {
    return {
      groups: [...this.#groups.values()],
      bands: this.#bands,
      versions: Object.fromEntries(this.#versions),
      refused: this.#refused,
      unjudged: this.#unjudged,
    };
  }

  private group(group: ImpactGroup): MutableGroup {
    const key = keyOf(group);
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    const zeros = (): number[] => Array.from({ length: this.quarters }, () => 0);
    const { districtOrganisationId, borrowerKind, borrowerCategory } = group;
    const made = {
      districtOrganisationId,
      borrowerKind,
      borrowerCategory,
      loans: 0,
      changed: 0,
      inForce: zeros(),
      drafted: zeros(),
    };
    this.#groups.set(key, made);
    return made;
  }
}

/** The bands of a tally with their ends, the greatest loss first. */
export const differenceBands = ({ bands }: TallyState): DifferenceBand[] =>
  bands.map(([loans, difference], index) => ({
    from: BAND_ENDS[index - 1] ?? null,
    until: BAND_ENDS[index] ?? null,
    loans,
    difference,
  }));

function bandOf(difference: number): number {
  const index = BAND_ENDS.findIndex((end) => difference < end);
  return index < 0 ? BAND_ENDS.length : index;
}

const keyOf = (group: ImpactGroup): string =>
  `${group.districtOrganisationId} ${group.borrowerKind} ${group.borrowerCategory ?? ''}`;
