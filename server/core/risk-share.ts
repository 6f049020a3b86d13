import { elementAt } from './element-at.js';
import { allocate, subtractFen, type Fen } from './money.js';

/** The part of a loss that one party bears, in basis points of the whole. */
export interface RiskShare {
  readonly party: string;
  readonly basisPoints: number;
}

export interface SharedAmount {
  readonly party: string;
  readonly amount: Fen;
}

const WHOLE = 10_000;

/**
 * Splits an amount among those who share its risk (风险分担, 穗人社函〔2023〕325号) by largest remainder, an earlier party
 * first where remainders tie; the parts add up to the amount. Throws RangeError unless the shares, whole basis points of
 * zero or more, sum to 10000.
 */
export function splitByRiskShares(amount: Fen, shares: readonly RiskShare[]): SharedAmount[] {
  const total = shares.reduce((sum, share) => sum + share.basisPoints, 0);
  if (total !== WHOLE) throw new RangeError(`risk shares sum to ${total} basis points instead of ${WHOLE}`);
  const amounts = allocate(
    amount,
    shares.map((share) => share.basisPoints),
  );
  return shares.map(({ party }, index) => ({ party, amount: elementAt(amounts, index) }));
}

/**
 * What is guaranteed of a principal: all but the bank's own share, split by largest remainder (政银担风险分担,
 * 穗人社函〔2023〕325号: the fund bears 80 %). Throws RangeError unless the shares sum to 10000 basis points.
 */
export function guaranteedPart(
  principal: Fen,
  shares: readonly { readonly bearer: string; readonly shareBasisPoints: number }[],
): Fen {
  const parts = splitByRiskShares(
    principal,
    shares.map(({ bearer, shareBasisPoints }) => ({ party: bearer, basisPoints: shareBasisPoints })),
  );
  const bank = parts.find((part) => part.party === 'bank');
  return bank ? subtractFen(principal, bank.amount) : principal;
}

/** Who bears what where a fund bears its share by policy and nothing else is agreed: the rest is the bank's (穗人社函〔2023〕325号). */
export const fundAndBank = (fundBasisPoints: number) =>
  [
    { bearer: 'bank', shareBasisPoints: WHOLE - fundBasisPoints },
    { bearer: 'city-fund', shareBasisPoints: fundBasisPoints },
  ] as const;
