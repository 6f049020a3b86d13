import type { BusinessDate } from '../../server/core/business-date.js';
import { groupDigits } from '../../server/core/grouped-yuan.js';
import { formatRate, formatSubsidyRate, type Rate, type SubsidyRate } from '../../server/core/rate.js';

export { groupedYuan as yuan } from '../../server/core/grouped-yuan.js';

const MONEY = /^-?\d+\.\d{2}$/;

/** 1234567.80 is 1,234,567.80; what is no money stays as it is. */
export const groupedIfMoney = (text: string): string => (MONEY.test(text) ? groupDigits(text) : text);

export const percent = (rate: Rate): string => `${formatRate(rate)}%`;

export const subsidyPercent = (rate: SubsidyRate): string => `${formatSubsidyRate(rate)}%`;

/** 80% of 8000 basis points; two decimals only where there are any. */
export function sharePercent(basisPoints: number): string {
  const whole = Math.trunc(basisPoints / 100);
  const rest = basisPoints % 100;
  return rest === 0 ? `${whole}%` : `${whole}.${String(rest).padStart(2, '0')}%`;
}

/** 2025年3月21日 */
export function chineseDay(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${year}年${Number(month)}月${Number(date)}日`;
}

/** 2025年3月21日 or a dash. */
export const dayOrDash = (day: BusinessDate | null): string => (day === null ? '—' : chineseDay(day));
