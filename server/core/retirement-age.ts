import { addMonths, type BusinessDate, yearMonthDay } from './business-date.js';

/** How the law sees a worker: men, and women whose retirement age was 55 (managers, professionals) or 50 (workers). */
export type WorkerClass = 'male' | 'female-55' | 'female-50';

interface GradualDelay {
  readonly oldAgeYears: number;
  /** One month of delay for so many months of birth. */
  readonly stepMonths: number;
  readonly maximumDelayMonths: number;
}

const GRADUAL_DELAYS: Readonly<Record<WorkerClass, GradualDelay>> = {
  male: { oldAgeYears: 60, stepMonths: 4, maximumDelayMonths: 36 },
  'female-55': { oldAgeYears: 55, stepMonths: 4, maximumDelayMonths: 36 },
  'female-50': { oldAgeYears: 50, stepMonths: 2, maximumDelayMonths: 60 },
};

const DELAY_BEGINS = 2025;

export interface StatutoryRetirement {
  readonly delayMonths: number;
  /** Statutory age in months: 60 years and 1 month is 721. */
  readonly ageMonths: number;
  /** The day on which that age is reached. */
  readonly reachedOn: BusinessDate;
}

/**
 * When a person reaches the statutory retirement age under the gradual delay: 全国人民代表大会常务委员会关于实施渐进式延迟
 * 法定退休年龄的决定 (2024-09-13), in force from 2025-01-01. Who reached the old age before 2025 is not delayed.
 */
export function statutoryRetirement(birthDate: BusinessDate, workerClass: WorkerClass): StatutoryRetirement {
  const { oldAgeYears, stepMonths, maximumDelayMonths } = GRADUAL_DELAYS[workerClass];
  const { year, month } = yearMonthDay(birthDate);
  const monthsIntoReform = (year + oldAgeYears - DELAY_BEGINS) * 12 + month;
  const delayMonths =
    monthsIntoReform <= 0 ? 0 : Math.min(Math.ceil(monthsIntoReform / stepMonths), maximumDelayMonths);
  const ageMonths = oldAgeYears * 12 + delayMonths;
  return { delayMonths, ageMonths, reachedOn: addMonths(birthDate, ageMonths) };
}

/** Completed years of age on a day. Someone born on 29 February completes a year on 28 February of a common year. */
export function ageOn(birthDate: BusinessDate, date: BusinessDate): number {
  const years = yearMonthDay(date).year - yearMonthDay(birthDate).year;
  return addMonths(birthDate, years * 12) <= date ? years : years - 1;
}
