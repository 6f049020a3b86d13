import type { BorrowerCategory } from '../borrower-categories.js';
import type { BusinessDate } from '../business-date.js';
import { exposureLimit } from '../exposure-limit.js';
import { fen, ZERO_FEN, type Fen } from '../money.js';
import { obligorLimits } from '../obligor-limits.js';
import { ifInForce } from '../policy/if-in-force.js';
import type { PolicyBook } from '../policy/policy-book.js';
import type { BorrowerKind } from '../policy/subsidy-policy.js';
import {
  rateBasisPoints,
  reachedThreshold,
  thresholdOn,
  type MeasuredRate,
  type StopMeasure,
} from '../stop-rules.js';

/** Why a new guarantee is refused: a rate stands at its threshold, or the guarantor has no room, altogether or for this borrower. */
export type RefusalCause = StopMeasure | 'exposure' | 'single-obligor';

/** A guarantee that was given, in the order in which all were given. */
export interface GivenGuarantee {
  readonly loanId: number;
  readonly borrowerId: number;
  readonly agreementId: number | null;
  readonly bankOrganisationId: number;
  readonly guarantorOrganisationId: number;
  readonly districtOrganisationId: number;
  readonly borrowerKind: BorrowerKind;
  readonly borrowerCategory: BorrowerCategory | null;
  readonly guaranteed: Fen;
}

/** What a guarantor may answer for, and answers for at the beginning of a month. */
export interface GuarantorRoom {
  readonly kind: 'fund' | 'institution';
  readonly agreed: Fen;
  /** Null where none is on record. */
  readonly capital: Fen | null;
  readonly used: Fen;
}

/** A rate of one organisation, or of a bank under one agreement. */
export interface OrganisationMeasure extends MeasuredRate {
  readonly organisationId: number;
  readonly agreementId: number | null;
}

/** A month of the past: how everybody stood at its beginning, and what was guaranteed in it. */
export interface GuaranteeMonth {
  readonly from: BusinessDate;
  readonly rates: readonly OrganisationMeasure[];
  readonly rooms: ReadonlyMap<number, GuarantorRoom>;
  readonly given: readonly GivenGuarantee[];
}

/** Under the policy in force, and under the draft. */
export type BothSides = readonly [number, number];

/** An organisation that is stopped or full, by cause. */
export interface RefusingOrganisation {
  readonly organisationId: number;
  readonly cause: RefusalCause;
  /** Months at whose beginning the rate stood at the threshold; of a guarantor without room, months in which somebody was refused. */
  readonly months: BothSides;
  readonly refused: BothSides;
  readonly refusedFen: BothSides;
  /** The highest rate at the beginning of a month, in hundredths of a percent; null of a limit that is no rate. */
  readonly highestRate: number | null;
}

interface MutableRefusing {
  readonly organisationId: number;
  readonly cause: RefusalCause;
  readonly months: [number, number];
  readonly refused: [number, number];
  readonly refusedFen: [number, number];
  highestRate: number | null;
}

/** What is refused of the guarantees of a group, beside all of them. */
export interface RefusedSums {
  readonly given: number;
  readonly givenFen: number;
  readonly refused: BothSides;
  readonly refusedFen: BothSides;
}

interface MutableSums {
  given: number;
  givenFen: number;
  readonly refused: [number, number];
  readonly refusedFen: [number, number];
}

const noSums = (): MutableSums => ({ given: 0, givenFen: 0, refused: [0, 0], refusedFen: [0, 0] });

/** One side of the comparison with what it remembers between two months. */
interface ReplaySide {
  readonly book: PolicyBook;
  /** What each guarantor did not take on in earlier months, and so does not answer for. */
  readonly notTaken: Map<number, number>;
}

/** By what refusals are told apart. */
const GROUPS = {
  month: (_given: GivenGuarantee, from: BusinessDate) => from as string,
  districtOrganisationId: ({ districtOrganisationId }: GivenGuarantee) => districtOrganisationId,
  borrowerKind: ({ borrowerKind }: GivenGuarantee) => borrowerKind as string,
  borrowerCategory: ({ borrowerCategory }: GivenGuarantee) => borrowerCategory as string | null,
} as const;
type GroupName = keyof typeof GROUPS;

/**
 * Gives the guarantees of past months once more, under the policy in force and under a draft: a new guarantee is refused while its bank,
 * guarantor or district (or the cap of its agreement) stands at a threshold at the beginning of the month, or once its guarantor has no
 * room. What was refused is not answered for in the months after.
 */
export class GuaranteeReplay {
  readonly #sides: readonly [ReplaySide, ReplaySide];
  readonly #organisations = new Map<string, MutableRefusing>();
  readonly #total = noSums();
  readonly #groups = Object.fromEntries(
    Object.keys(GROUPS).map((name) => [name, new Map<string | number | null, MutableSums>()]),
  ) as Record<GroupName, Map<string | number | null, MutableSums>>;
  readonly #refusedByDraft = new Set<number>();

  constructor(books: { readonly inForce: PolicyBook; readonly drafted: PolicyBook }) {
    this.#sides = [
      { book: books.inForce, notTaken: new Map() },
      { book: books.drafted, notTaken: new Map() },
    ];
  }

  /** Loans that the policy in force would have guaranteed, and the draft would not. */
  get refusedByDraft(): ReadonlySet<number> {
    return this.#refusedByDraft;
  }

  get total(): RefusedSums {
    return this.#total;
  }

  /** The parts of the total: they add up to it. */
  by(group: GroupName): (readonly [string | number | null, RefusedSums])[] {
    return [...this.#groups[group]];
  }

  /** Whoever is stopped or full under either side, the most refused under the draft first. */
  organisations(): RefusingOrganisation[] {
    return [...this.#organisations.values()].toSorted(
      (a, b) => b.refusedFen[1] - a.refusedFen[1] || a.organisationId - b.organisationId,
    );
  }

  /** Adds a month; they come in their order. */
  add(month: GuaranteeMonth): void {
    const refusedOf = this.#sides.map((side, index) => this.refusedIn(month, side, index as 0 | 1));
    for (const given of month.given) {
      const [now, then] = refusedOf.map((refused) => refused.has(given.loanId));
      if (then && !now) this.#refusedByDraft.add(given.loanId);
      const groups = Object.keys(GROUPS) as GroupName[];
      const parts = groups.map((name) => sumsIn(this.#groups[name], GROUPS[name](given, month.from)));
      for (const sums of [this.#total, ...parts])
        count(sums, given.guaranteed, [now === true, then === true]);
    }
  }

  private refusedIn(month: GuaranteeMonth, side: ReplaySide, index: 0 | 1): ReadonlySet<number> {
    const stops = this.stopsOf(month, side.book, index);
    const rooms = new Map([...month.rooms].map(([id, room]) => [id, roomUnder(side, id, room, month.from)]));
    const refused = new Set<number>();
    for (const given of month.given) {
      const cause = stoppedBy(stops, given) ?? fullBy(rooms, given);
      if (cause === undefined) continue;
      refused.add(given.loanId);
      const { guarantorOrganisationId: guarantor, guaranteed } = given;
      side.notTaken.set(guarantor, (side.notTaken.get(guarantor) ?? 0) + guaranteed);
      const organisation = this.organisation(cause.organisationId, cause.cause);
      organisation.refused[index] += 1;
      organisation.refusedFen[index] += guaranteed;
    }
    return refused;
  }

  private stopsOf({ rates, from }: GuaranteeMonth, book: PolicyBook, index: 0 | 1): OrganisationMeasure[] {
    return rates.filter((rate) => {
      const threshold = ifInForce(() => thresholdOn(rate.measure, book, from));
      if (threshold === undefined || !reachedThreshold(rate, threshold.basisPoints)) return false;
      const organisation = this.organisation(rate.organisationId, rate.measure);
      organisation.months[index] += 1;
      organisation.highestRate = Math.max(organisation.highestRate ?? 0, rateBasisPoints(rate));
      return true;
    });
  }

  private organisation(organisationId: number, cause: RefusalCause): MutableRefusing {
    const key = `${organisationId} ${cause}`;
    const known = this.#organisations.get(key);
    if (known) return known;
    const made: MutableRefusing = {
      organisationId,
      cause,
      months: [0, 0],
      refused: [0, 0],
      refusedFen: [0, 0],
      highestRate: null,
    };
    this.#organisations.set(key, made);
    return made;
  }
}

interface Refusal {
  readonly organisationId: number;
  readonly cause: RefusalCause;
}

/** Whose stop concerns a guarantee: its bank's, its guarantor's or its district's, altogether or under its agreement. */
function stoppedBy(stops: readonly OrganisationMeasure[], given: GivenGuarantee): Refusal | undefined {
  const concerned = new Set([
    given.bankOrganisationId,
    given.guarantorOrganisationId,
    given.districtOrganisationId,
  ]);
  const stop = stops.find(
    ({ organisationId, agreementId }) =>
      concerned.has(organisationId) && (agreementId === null || agreementId === given.agreementId),
  );
  return stop && { organisationId: stop.organisationId, cause: stop.measure };
}

/** What a guarantor can still take on in a month, and on one borrower. */
interface MonthRoom {
  left: number;
  /** Null of a fund, which has no such limit. */
  readonly single: Fen | null;
  readonly onBorrower: Map<number, number>;
}

function roomUnder(
  { book, notTaken }: ReplaySide,
  id: number,
  room: GuarantorRoom,
  on: BusinessDate,
): MonthRoom {
  const capital = room.capital ?? ZERO_FEN;
  const limits = room.kind === 'fund' ? undefined : ifInForce(() => book.asOf('guarantor-limits', on).value);
  const times =
    room.kind === 'fund'
      ? ifInForce(() => book.asOf('fund-multiplier', on).value.times)
      : limits?.netAssetsTimes;
  const limit = times === undefined ? room.agreed : exposureLimit(room.agreed, capital, times).limit;
  return {
    left: limit - Math.max(0, room.used - (notTaken.get(id) ?? 0)),
    single: limits === undefined ? null : obligorLimits(capital, limits).singleFen,
    onBorrower: new Map(),
  };
}

/** Takes a guarantee on while there is room for it. */
function fullBy(rooms: ReadonlyMap<number, MonthRoom>, given: GivenGuarantee): Refusal | undefined {
  const { guarantorOrganisationId: organisationId, borrowerId, guaranteed } = given;
  const room = rooms.get(organisationId);
  if (!room) return undefined;
  if (guaranteed > room.left) return { organisationId, cause: 'exposure' };
  const onBorrower = (room.onBorrower.get(borrowerId) ?? 0) + guaranteed;
  if (room.single !== null && onBorrower > room.single) return { organisationId, cause: 'single-obligor' };
  room.left -= guaranteed;
  room.onBorrower.set(borrowerId, onBorrower);
  return undefined;
}

function sumsIn<Key>(sums: Map<Key, MutableSums>, key: Key): MutableSums {
  const known = sums.get(key) ?? noSums();
  sums.set(key, known);
  return known;
}

function count(sums: MutableSums, guaranteed: Fen, refused: readonly [boolean, boolean]): void {
  sums.given += 1;
  sums.givenFen = fen(sums.givenFen + guaranteed);
  for (const index of [0, 1] as const) {
    if (!refused[index]) continue;
    sums.refused[index] += 1;
    sums.refusedFen[index] += guaranteed;
  }
}
