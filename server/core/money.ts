import { DomainError } from './errors.js';

declare const fenBrand: unique symbol;

/** An amount of money as a whole number of fen (0.01 yuan), always a safe integer. */
export type Fen = number & { readonly [fenBrand]: true };

export const ZERO_FEN = fen(0);

const YUAN_PATTERN = /^\d{1,12}(\.\d{1,2})?$/;

/** Takes a number of fen. Throws RangeError unless it is a safe integer. */
export function fen(value: number): Fen {
  const amount = value + 0; // −0 becomes 0
  if (!isFen(amount)) throw new RangeError(`${value} is not a whole number of fen`);
  return amount;
}

/** Reads an amount in yuan such as "300000.00": up to twelve integer digits and two decimals. Throws `malformed`. */
export function parseYuan(text: string): Fen {
  if (typeof text !== 'string' || !YUAN_PATTERN.test(text)) {
    throw new DomainError('malformed', { expected: 'amount' });
  }
  const [whole = '', decimals = ''] = text.split('.');
  return fen(Number(whole + decimals.padEnd(2, '0')));
}

/** Writes an amount in yuan with two decimals: "300000.00", or "-12.30" for an adjustment. */
export function formatYuan(amount: Fen): string {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function addFen(augend: Fen, addend: Fen): Fen {
  return fen(augend + addend);
}

export function subtractFen(minuend: Fen, subtrahend: Fen): Fen {
  return fen(minuend - subtrahend);
}

export function sumFen(amounts: Iterable<Fen>): Fen {
  let sum = ZERO_FEN;
  for (const amount of amounts) sum = addFen(sum, amount);
  return sum;
}

/** Divides and rounds to the nearest whole number, halves away from zero. `denominator` is above zero. */
export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new RangeError('the denominator is above zero');
  const magnitude = numerator < 0n ? -numerator : numerator;
  const quotient = (2n * magnitude + denominator) / (2n * denominator);
  return numerator < 0n ? -quotient : quotient;
}

/**
 * Splits an amount in proportion to whole-number weights by largest remainder: each part is its exact share rounded
 * toward zero, and the fen left over go one each to the largest remainders, the earlier part first where they tie.
 * The parts add up to the amount. Throws RangeError unless the weights are safe integers of zero or more, not all zero.
 */
export function allocate(amount: Fen, weights: readonly number[]): Fen[] {
  if (!weights.every((weight) => Number.isSafeInteger(weight) && weight >= 0)) {
    throw new RangeError('a weight is a whole number of zero or more');
  }
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total === 0n) throw new RangeError('at least one weight is above zero');

  const magnitude = BigInt(Math.abs(amount));
  const parts = weights.map((weight) => {
    const share = magnitude * BigInt(weight);
    return { fen: Number(share / total), remainder: share % total };
  });
  const leftOver = Math.abs(amount) - parts.reduce((sum, part) => sum + part.fen, 0);
  // Sorting keeps the order of what ties.
  const byRemainder = parts.toSorted((a, b) => compare(b.remainder, a.remainder));
  for (const part of byRemainder.slice(0, leftOver)) part.fen += 1;
  return parts.map((part) => fen(amount < 0 ? -part.fen : part.fen));
}

function compare(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function isFen(value: number): value is Fen {
  return Number.isSafeInteger(value);
}
