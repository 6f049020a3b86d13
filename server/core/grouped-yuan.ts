import { type Fen, formatYuan } from './money.js';

const GROUP = 3;

/** A decimal text with a comma before each third digit of its whole part: -1234567.80 is -1,234,567.80. */
export function groupDigits(amount: string): string {
  const sign = amount.startsWith('-') ? '-' : '';
  const [whole = '', ...places] = amount.slice(sign.length).split('.');
  const groups: string[] = [];
  for (let end = whole.length; end > 0; end -= GROUP)
    groups.unshift(whole.slice(Math.max(0, end - GROUP), end));
  return [sign + groups.join(','), ...places].join('.');
}

/** An amount of money as people read it: 1,234,567.00. */
export const groupedYuan = (amount: Fen): string => groupDigits(formatYuan(amount));
