import { DomainError } from './errors.js';

declare const rateBrand: unique symbol;
declare const subsidyRateBrand: unique symbol;

/** A yearly rate as an integer number of millionths of a percent: 3.45 % is 3450000. */
export type Rate = number & { readonly [rateBrand]: true };

/**
 * A subsidised yearly rate as an integer number of ten-thousandths of a {@link Rate}: 1.725 % is 17250000000.
 * The finer unit keeps every share in basis points of every rate exact.
 */
export type SubsidyRate = number & { readonly [subsidyRateBrand]: true };

/** How many units of {@link SubsidyRate} make one of {@link Rate}. */
export const SUBSIDY_RATE_PARTS = 10_000;

const RATE_DECIMALS = 6;
const SUBSIDY_RATE_DECIMALS = 10;
const RATE_PATTERN = /^\d{1,3}(\.\d{1,6})?$/;

/** Takes millionths of a percent. Throws RangeError unless it is a safe integer of zero or more. */
export function rate(millionths: number): Rate {
  if (!isRate(millionths))
    throw new RangeError(`${millionths} is not a whole number of millionths of a percent`);
  return millionths;
}

/** Takes ten-thousandths of a {@link Rate}. Throws RangeError unless it is a safe integer of zero or more. */
export function subsidyRate(parts: number): SubsidyRate {
  if (!isSubsidyRate(parts)) throw new RangeError(`${parts} is not a whole number of parts of a rate`);
  return parts;
}

/** Reads a percentage such as "3.45": up to three integer digits and six decimals. Throws `malformed`. */
export function parseRate(text: string): Rate {
  if (typeof text !== 'string' || !RATE_PATTERN.test(text)) {
    throw new DomainError('malformed', { expected: 'rate' });
  }
  const [whole = '', decimals = ''] = text.split('.');
  return rate(Number(whole + decimals.padEnd(RATE_DECIMALS, '0')));
}

/** Writes a rate as a percentage with at least two decimals and no superfluous zeros: "3.45", "3.00", "3.125". */
export function formatRate(value: Rate): string {
  return formatPercent(value, RATE_DECIMALS);
}

/** Writes a subsidised rate the same way; half of 3.45 % is "1.725". */
export function formatSubsidyRate(value: SubsidyRate): string {
  return formatPercent(value, SUBSIDY_RATE_DECIMALS);
}

function formatPercent(value: number, decimals: number): string {
  const digits = String(value).padStart(decimals + 1, '0');
  const fraction = digits
    .slice(-decimals)
    .replace(/(?<!0)0+$/, '')
    .padEnd(2, '0');
  return `${digits.slice(0, -decimals)}.${fraction}`;
}

function isRate(value: number): value is Rate {
  return Number.isSafeInteger(value) && value >= 0;
}

function isSubsidyRate(value: number): value is SubsidyRate {
  return Number.isSafeInteger(value) && value >= 0;
}
