import { fen, type Fen } from './money.js';
import type { PolicyParameterValues } from './policy/policy-parameters.js';

/** How much an institution may answer for on one obligor, and on one with those related to it. */
export interface ObligorLimits {
  readonly singleFen: Fen;
  readonly relatedFen: Fen;
}

const WHOLE = 10_000n;

/**
 * The limits of a guarantee institution as parts of its net assets, rounded down to the fen (同一被担保人不超过净资产的10%,
 * 与其关联方合计不超过15%: 国务院令第683号 art. 16).
 */
export function obligorLimits(
  netAssets: Fen,
  { singleObligorBasisPoints, relatedObligorsBasisPoints }: PolicyParameterValues['guarantor-limits'],
): ObligorLimits {
  const part = (basisPoints: number): Fen => fen(Number((BigInt(netAssets) * BigInt(basisPoints)) / WHOLE));
  return { singleFen: part(singleObligorBasisPoints), relatedFen: part(relatedObligorsBasisPoints) };
}
