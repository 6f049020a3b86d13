import { elementAt } from '../element-at.js';
import { addFen, subtractFen, sumFen, type Fen } from '../money.js';
import { splitByRiskShares } from '../risk-share.js';

/** What is owed at the cut-off. Interest is zero unless the agreement covers it. */
export interface ClaimedDebt {
  readonly principal: Fen;
  readonly interest: Fen;
}

/** A bearer of the risk with its part in basis points; together they are 10000. */
export interface BearerShare<Bearer extends string = string> {
  readonly bearer: Bearer;
  readonly shareBasisPoints: number;
}

/** What a bearer carries of a debt. */
export interface BorneAmount<Bearer extends string = string> extends BearerShare<Bearer> {
  readonly amount: Fen;
}

/** What the guarantor pays, and who carries what of the whole debt. */
export interface CompensationAmount<Bearer extends string = string> {
  /** Principal and interest together. */
  readonly claimed: Fen;
  readonly borne: readonly BorneAmount<Bearer>[];
  /** What the guarantor pays the bank: all but the bank's own part. */
  readonly compensation: Fen;
  /** How much of it is principal; the rest is interest. */
  readonly principal: Fen;
}

/**
 * The amount of a compensation (代偿金额): the debt at the cut-off split among those who share its risk by largest remainder, so
 * that the parts add up to the debt; the guarantor pays all parts but the bank's (穗人社函〔2023〕325号: the fund bears 80 %).
 * Throws RangeError unless the shares sum to 10000.
 */
export function compensationAmount<Bearer extends string>(
  { principal, interest }: ClaimedDebt,
  shares: readonly BearerShare<Bearer>[],
): CompensationAmount<Bearer> {
  const claimed = addFen(principal, interest);
  const borne = borneBy(claimed, shares);
  return {
    claimed,
    borne,
    compensation: withoutBank(borne),
    principal: withoutBank(borneBy(principal, shares)),
  };
}

function borneBy<Bearer extends string>(
  amount: Fen,
  shares: readonly BearerShare<Bearer>[],
): BorneAmount<Bearer>[] {
  const parts = splitByRiskShares(
    amount,
    shares.map(({ bearer, shareBasisPoints }) => ({ party: bearer, basisPoints: shareBasisPoints })),
  );
  return shares.map((share, index) => ({ ...share, amount: elementAt(parts, index).amount }));
}

function withoutBank(borne: readonly BorneAmount[]): Fen {
  const whole = sumFen(borne.map(({ amount }) => amount));
  return borne.reduce(
    (rest, { bearer, amount }) => (bearer === 'bank' ? subtractFen(rest, amount) : rest),
    whole,
  );
}
