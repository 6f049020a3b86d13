/** 计息基础: how many days the contract counts for a year. */
export type DayCountBasis = 360 | 365;

/** The basis of a loan whose contract names none. */
export const DEFAULT_DAY_COUNT_BASIS: DayCountBasis = 360;

export function isDayCountBasis(value: number): value is DayCountBasis {
  return value === 360 || value === 365;
}
