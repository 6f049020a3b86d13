import type { Bilingual } from '../bilingual.js';
import { groupedYuan } from '../grouped-yuan.js';
import { type Fen, formatYuan } from '../money.js';

const FEN_PER_WAN = 1_000_000;

/** An amount as people say it: 30万元 where it is whole ten thousands, else 123456.78元. */
export function sayAmount(amount: Fen): Bilingual {
  const isWholeWan = amount % FEN_PER_WAN === 0 && amount !== 0;
  const zh = isWholeWan ? `${amount / FEN_PER_WAN}万元` : `${formatYuan(amount)}元`;
  return { zh, en: `${groupedYuan(amount).replace(/\.00$/, '')} yuan` };
}

/** An age in months as years and months: 60岁1个月. */
export function sayAge(months: number): Bilingual {
  const years = Math.floor(months / 12);
  const rest = months % 12;
  return {
    zh: rest === 0 ? `${years}周岁` : `${years}岁${rest}个月`,
    en: rest === 0 ? `${years} years` : `${years} years and ${rest} months`,
  };
}
