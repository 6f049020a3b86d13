import { fen, type Fen } from './money.js';

/** What a guarantor may answer for at most, and which of the two bounds says so. */
export interface ExposureLimit {
  readonly limit: Fen;
  readonly bound: 'agreed' | 'capital';
}

/**
 * The limit of a guarantor's exposure: what was agreed, and never more than so many times its capital (fund: 担保基金放大倍数;
 * institution: 融资担保责任余额不超过净资产10倍, 国务院令第683号 art. 15).
 */
export function exposureLimit(agreed: Fen, capital: Fen, times: number): ExposureLimit {
  const most = BigInt(capital) * BigInt(times);
  return most < BigInt(agreed)
    ? { limit: fen(Number(most)), bound: 'capital' }
    : { limit: agreed, bound: 'agreed' };
}
