import { elementAt } from './element-at.js';
import type { Fen } from './money.js';

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'] as const;
const GROUPS = ['', '万', '亿', '万亿'] as const;

/** Four digits, without zeros at the end: 1005 is 壹仟零伍. */
function groupInWords(group: string): string {
  let words = '';
  let skipped = false;
  for (const [index, digit] of Array.from(group).entries()) {
    if (digit === '0') {
      skipped = words !== '';
      continue;
    }
    words += `${skipped ? '零' : ''}${DIGITS[Number(digit)]}${PLACES[group.length - 1 - index]}`;
    skipped = false;
  }
  return words;
}

function wholeInWords(whole: string): string {
  const count = Math.ceil(whole.length / 4);
  const padded = whole.padStart(count * 4, '0');
  const groups = Array.from({ length: count }, (_, index) => ({
    group: padded.slice(index * 4, index * 4 + 4),
    unit: elementAt(GROUPS, count - 1 - index),
  }));
  let words = '';
  let skipped = false;
  for (const { group, unit } of groups) {
    if (group === '0000') {
      skipped = words !== '';
      continue;
    }
    const gap = words !== '' && (skipped || group.startsWith('0'));
    words += `${gap ? '零' : ''}${groupInWords(group)}${unit}`;
    skipped = false;
  }
  return words;
}

/** An amount as it is written out on payment papers (支付结算办法 附一): 1,409.50 is 人民币壹仟肆佰零玖元伍角整. */
export function yuanInWords(amount: Fen): string {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  const whole = digits.slice(0, -2);
  const [jiao = '0', cents = '0'] = digits.slice(-2);
  const sign = amount < 0 ? '负' : '';
  const yuan = Number(whole) === 0 ? '' : `${wholeInWords(whole)}元`;
  if (jiao === '0' && cents === '0') return `人民币${sign}${yuan === '' ? '零元' : yuan}整`;
  const tenths = jiao === '0' ? (yuan === '' ? '' : '零') : `${DIGITS[Number(jiao)]}角`;
  const hundredths = cents === '0' ? '整' : `${DIGITS[Number(cents)]}分`;
  return `人民币${sign}${yuan}${tenths}${hundredths}`;
}
