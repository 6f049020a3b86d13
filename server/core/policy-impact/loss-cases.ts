import { addDays, addMonths, type BusinessDate } from '../business-date.js';
import {
  compensationAmount,
  type BearerShare,
  type ClaimedDebt,
} from '../compensation/compensation-amount.js';
import { sharesBetween, type BearerPart } from '../compensation/recovery-split.js';
import { unmetCondition, type WriteOffGround } from '../compensation/write-off-grounds.js';
import { elementAt } from '../element-at.js';
import { subtractFen, sumFen, ZERO_FEN, type Fen } from '../money.js';
import { ifInForce } from '../policy/if-in-force.js';
import type { PolicyBook } from '../policy/policy-book.js';
import { firstDayUnder, type Span } from './first-day-under.js';
import type { ImpactGroup } from './impact-tally.js';

/** Who can bear part of a loss. */
export type RiskBearer = 'bank' | 'city-fund' | 'guarantee-institution' | 're-guarantee' | 'national-fund';

/** By what the parts of a loss are known: an agreement, a take-over without one, or the policy alone. */
export type ShareBasis = 'agreement' | 'take-over' | 'policy';

/** What happens to a loss under one policy: on which day, who bears what, and by which version. */
export interface LossOutcome {
  readonly on: BusinessDate;
  readonly parts: readonly BearerPart<RiskBearer>[];
  /** Null where no version of the parameter has to do with it. */
  readonly versionId: string | null;
}

/** Where a loss is counted. */
export interface LossCase extends ImpactGroup {
  readonly guarantorOrganisationId: number;
  readonly basis: ShareBasis;
}

/** A compensation that was paid. */
export interface PaidCompensation extends LossCase, ClaimedDebt {
  readonly paidOn: BusinessDate;
  /** Whether a fund paid, whose share is policy; an institution's is agreed. */
  readonly isFund: boolean;
  /** The day whose policy says what a fund bears: that of the guarantee, or of the claim where no parts were on record. */
  readonly sharesFixedOn: BusinessDate;
  readonly shares: readonly BearerShare<RiskBearer>[];
}

const WHOLE = 10_000;

/**
 * A compensation once more: as it was paid, and with a fund's share as a book says for the day on which it was fixed. Where the book says
 * the same as the one in force, what was agreed stands; where not, the fund's part follows and the bank's takes the difference.
 */
export function compensationUnder(
  paid: PaidCompensation,
  book: PolicyBook,
  inForce: PolicyBook,
): LossOutcome {
  const version = paid.isFund ? shareOn(book, paid.sharesFixedOn) : undefined;
  const known = shareOn(inForce, paid.sharesFixedOn);
  const isOther = version !== undefined && version.value.basisPoints !== known?.value.basisPoints;
  const shares = isOther ? withFundShare(paid.shares, version.value.basisPoints) : paid.shares;
  return { on: paid.paidOn, parts: partsOf(paid, shares), versionId: version?.id ?? null };
}

const shareOn = (book: PolicyBook, on: BusinessDate) => ifInForce(() => book.asOf('fund-share', on));

/** The same shares with another one of the fund; what others bear stays, and the bank bears the rest. */
function withFundShare(
  shares: readonly BearerShare<RiskBearer>[],
  basisPoints: number,
): BearerShare<RiskBearer>[] {
  const others = shares.filter(({ bearer }) => bearer !== 'bank' && bearer !== 'city-fund');
  const left = WHOLE - others.reduce((sum, { shareBasisPoints }) => sum + shareBasisPoints, 0);
  const fund = Math.min(basisPoints, left);
  return [
    { bearer: 'bank', shareBasisPoints: left - fund },
    { bearer: 'city-fund', shareBasisPoints: fund },
    ...others,
  ];
}

const partsOf = (
  { principal, interest }: ClaimedDebt,
  shares: readonly BearerShare<RiskBearer>[],
): BearerPart<RiskBearer>[] => [...compensationAmount({ principal, interest }, shares).borne];

/** A stretch of days on which a loan was past due since the same day. */
export interface PastDueSpan extends Span {
  readonly pastDueSince: BusinessDate;
}

/** A guaranteed loan that was overdue. */
export interface OverdueLoan extends LossCase {
  readonly shares: readonly BearerShare<RiskBearer>[];
  /** In the order of the days. Of a compensated loan the last has no end: nobody knows that it would have been cured. */
  readonly pastDue: readonly PastDueSpan[];
  /** The principal owed at the end of the last day that is known. */
  readonly owed: Fen;
  /** What was repaid of it, reversals below zero, by day. */
  readonly repaid: readonly { readonly on: BusinessDate; readonly amount: Fen }[];
}

/**
 * When a bank can first claim compensation of a loan under a book, and who would bear what of the principal that is owed on that day. Null
 * where it never could.
 */
export function claimUnder(loan: OverdueLoan, book: PolicyBook): LossOutcome | null {
  for (const span of loan.pastDue) {
    const first = firstDayUnder(book, 'overdue-to-claim', span, ({ days }, from) => {
      const claimable = addDays(span.pastDueSince, days + 1);
      return claimable > from ? claimable : from;
    });
    if (first === null) continue;
    const principal = owedAfter(loan, first.on);
    if (principal <= 0) return null;
    const parts = partsOf({ principal, interest: ZERO_FEN }, loan.shares);
    return { on: first.on, parts, versionId: first.version.id };
  }
  return null;
}

const owedAfter = ({ owed, repaid }: OverdueLoan, day: BusinessDate): Fen =>
  sumFen([owed, ...repaid.flatMap(({ on, amount }) => (on > day ? [amount] : []))]);

/** A debt that was compensated, and what has become of it. */
export interface CompensatedDebt extends LossCase {
  readonly compensatedOn: BusinessDate;
  readonly borne: readonly BearerPart<RiskBearer>[];
  /** What came back and was shared, reversals below zero, by day. */
  readonly recovered: readonly { readonly on: BusinessDate; readonly amount: Fen }[];
  readonly writtenOff: { readonly on: BusinessDate; readonly ground: WriteOffGround } | null;
}

/**
 * When a debt is given up under a book, and what guarantors lose by it: a write-off that was made counts on its day while the book admits
 * its ground; another debt, or one whose ground the book does not admit, counts on the day on which it has been pursued for long enough.
 * Null where it never is, or nothing is left. A bank decides on its own part by its own rules.
 */
export function writeOffUnder(debt: CompensatedDebt, book: PolicyBook): LossOutcome | null {
  const { compensatedOn, writtenOff } = debt;
  const made = writtenOff === null ? null : admittedOn(writtenOff.ground, compensatedOn, writtenOff.on, book);
  const from = writtenOff?.on ?? compensatedOn;
  const first = made ?? firstDayUnder(book, 'write-off-conditions', { from, until: null }, longUnder(debt));
  if (first === null) return null;
  const parts = leftOn(debt, first.on);
  if (parts.every(({ amount }) => amount === 0)) return null;
  return { on: first.on, parts, versionId: first.version.id };
}

function admittedOn(ground: WriteOffGround, compensatedOn: BusinessDate, on: BusinessDate, book: PolicyBook) {
  const version = ifInForce(() => book.asOf('write-off-conditions', on));
  const isAdmitted =
    version !== undefined && unmetCondition(ground, compensatedOn, on, version.value) === undefined;
  return isAdmitted ? { on, version } : null;
}

/** From when on a debt has been pursued for long enough; never where that is no ground. */
const longUnder =
  ({ compensatedOn }: CompensatedDebt) =>
  (
    { grounds, longUnrecoveredMonths }: { grounds: readonly WriteOffGround[]; longUnrecoveredMonths: number },
    from: BusinessDate,
  ): BusinessDate | null => {
    if (!grounds.includes('long-unrecovered')) return null;
    const long = addMonths(compensatedOn, longUnrecoveredMonths);
    return long > from ? long : from;
  };

function leftOn({ borne, recovered }: CompensatedDebt, day: BusinessDate): BearerPart<RiskBearer>[] {
  const shared = sumFen(recovered.flatMap(({ on, amount }) => (on <= day ? [amount] : [])));
  const back = sharesBetween(borne, ZERO_FEN, shared);
  return borne.map(({ bearer, amount }, index) => ({
    bearer,
    amount: bearer === 'bank' ? ZERO_FEN : subtractFen(amount, elementAt(back, index).amount),
  }));
}
