import { addDays, addMonths, businessDate, yearMonthDay, type BusinessDate } from './business-date.js';
import { DomainError } from './errors.js';

/** The lengths into which a report cuts its days. */
export const PERIOD_LENGTHS = ['month', 'quarter', 'half-year', 'year'] as const;
export type PeriodLength = (typeof PERIOD_LENGTHS)[number];

/** A stretch of the calendar: from its first to its last day, both included. */
export interface ReportPeriod {
  /** `2025-06`, `2025Q2`, `2025H1` or `2025`. */
  readonly name: string;
  readonly from: BusinessDate;
  readonly to: BusinessDate;
}

const MONTHS_IN: Readonly<Record<PeriodLength, number>> = { month: 1, quarter: 3, 'half-year': 6, year: 12 };
const NAME = /^(?<year>20\d\d)(?:-(?<month>0[1-9]|1[0-2])|Q(?<quarter>[1-4])|H(?<half>[12]))?$/;

/** Cuts days into periods of the calendar, the first and the last perhaps shorter. */
export function periodsBetween(from: BusinessDate, to: BusinessDate, length: PeriodLength): ReportPeriod[] {
  const periods: ReportPeriod[] = [];
  for (let day = from; day <= to;) {
    const whole = periodOf(day, length);
    periods.push({ name: whole.name, from: day, to: whole.to < to ? whole.to : to });
    day = addDays(whole.to, 1);
  }
  return periods;
}

/** The whole period in which a day lies. */
export function periodOf(day: BusinessDate, length: PeriodLength): ReportPeriod {
  const { year, month } = yearMonthDay(day);
  const months = MONTHS_IN[length];
  const number = Math.ceil(month / months);
  return { name: nameOf(year, number, length), ...daysOf(year, (number - 1) * months + 1, months) };
}

/** Reads `2025-06`, `2025Q2`, `2025H1` or `2025`. Throws `malformed`. */
export function parsePeriod(name: string): ReportPeriod {
  const { year, month, quarter, half } = partsOf(name);
  if (month !== undefined) return { name, ...daysOf(Number(year), Number(month), 1) };
  if (quarter !== undefined) return { name, ...daysOf(Number(year), (Number(quarter) - 1) * 3 + 1, 3) };
  if (half !== undefined) return { name, ...daysOf(Number(year), (Number(half) - 1) * 6 + 1, 6) };
  return { name, ...daysOf(Number(year), 1, 12) };
}

/** How people write a period: 2025年6月, 2025年上半年. */
export function periodLabel({ name }: ReportPeriod, language: 'zh' | 'en'): string {
  if (language === 'en') return name;
  const { year, month, quarter, half } = partsOf(name);
  if (month !== undefined) return `${year}年${Number(month)}月`;
  if (quarter !== undefined) return `${year}年第${'一二三四'.charAt(Number(quarter) - 1)}季度`;
  if (half !== undefined) return `${year}年${half === '1' ? '上' : '下'}半年`;
  return `${year}年`;
}

interface PeriodParts {
  readonly year: string;
  readonly month?: string;
  readonly quarter?: string;
  readonly half?: string;
}

function partsOf(name: string): PeriodParts {
  const groups = NAME.exec(name)?.groups;
  if (groups === undefined) throw new DomainError('malformed', { field: 'period' });
  return groups as unknown as PeriodParts;
}

function daysOf(year: number, month: number, months: number): Omit<ReportPeriod, 'name'> {
  const from = businessDate(year, month, 1);
  return { from, to: addDays(addMonths(from, months), -1) };
}

function nameOf(year: number, number: number, length: PeriodLength): string {
  if (length === 'month') return `${year}-${String(number).padStart(2, '0')}`;
  if (length === 'quarter') return `${year}Q${number}`;
  return length === 'half-year' ? `${year}H${number}` : String(year);
}
