import { divideHalfUp } from '../money.js';

const WHOLE = 10_000n;

/** A part of a whole in basis points, rounded half up; 0 where there is no whole. Money of any size stays exact. */
export const basisPointsOf = (part: number, whole: number): number =>
  whole === 0 ? 0 : Number(divideHalfUp(BigInt(part) * WHOLE, BigInt(whole)));
