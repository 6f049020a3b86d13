import type { Bilingual } from '../../server/core/bilingual.js';
import { groupDigits } from '../../server/core/grouped-yuan.js';
import { fen, formatYuan, type Fen } from '../../server/core/money.js';
import { formatRate, type Rate } from '../../server/core/rate.js';
import type { Say } from '../../templates/portal-language.js';

const REPAYMENT_METHOD_WORDS: Readonly<Record<string, Bilingual>> = {
  'equal-instalment': { zh: '等额本息', en: 'Equal instalments' },
  'equal-principal': { zh: '等额本金', en: 'Equal principal' },
  'interest-monthly': { zh: '按月付息、到期还本', en: 'Interest monthly, principal at the end' },
  'interest-quarterly': { zh: '按季付息、到期还本', en: 'Interest quarterly, principal at the end' },
  bullet: { zh: '到期一次还本付息', en: 'All at the end' },
};

/** The repayment methods as choices. */
export const REPAYMENT_METHOD_CHOICES = REPAYMENT_METHOD_WORDS;

/** `1234567.80` as people read it: `1,234,567.80`. */
export const grouped = (amount: Fen | string): string =>
  groupDigits(typeof amount === 'string' ? amount : formatYuan(amount));

const FEN_IN_TEN_THOUSAND_YUAN = 1_000_000;
const FEN_IN_HUNDREDTH_OF_TEN_THOUSAND = 10_000;

/** Rounded to a hundredth of ten thousand yuan, for figures that are read at a glance: `24,900.00`. */
export const inTenThousands = (amount: Fen): string =>
  grouped(formatYuan(fen(Math.round(amount / FEN_IN_HUNDREDTH_OF_TEN_THOUSAND))));

/** How pages write values, at hand in every template. */
export const wordsFor = (say: Say) => ({
  yuan: (amount: Fen | string | null): string =>
    amount === null ? '—' : say(`${grouped(amount)} 元`, `¥${grouped(amount)}`),
  tenThousands: inTenThousands,
  wan: (amount: Fen): string => say(`${inTenThousands(amount)} 万元`, `¥${inTenThousands(amount)} × 10,000`),
  /** Whole ten thousands, as limits are: `30 万元`. */
  wanWhole: (amount: Fen): string =>
    amount % FEN_IN_TEN_THOUSAND_YUAN === 0
      ? say(`${amount / FEN_IN_TEN_THOUSAND_YUAN} 万元`, `¥${grouped(amount).replace(/\.00$/, '')}`)
      : say(`${grouped(amount)} 元`, `¥${grouped(amount)}`),
  /** Where a rule stands: document and article. */
  cited: ({ document, article }: { readonly document: string; readonly article: string }): string =>
    say(`${document} ${article}`, `${document} ${article}`),
  percent: (value: Rate | null): string => (value === null ? '—' : `${formatRate(value)} %`),
  methodWord: (method: string | null): string =>
    say(REPAYMENT_METHOD_WORDS[method ?? ''] ?? { zh: '—', en: '—' }),
});
