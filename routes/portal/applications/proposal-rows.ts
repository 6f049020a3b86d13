import type { Bilingual } from '../../../server/core/bilingual.js';
import { fen } from '../../../server/core/money.js';
import { formatRate, rate } from '../../../server/core/rate.js';
import { grouped, REPAYMENT_METHOD_CHOICES } from '../words.js';

const LABELS: Readonly<Record<string, Bilingual>> = {
  outcome: { zh: '意见', en: 'Proposal' },
  reason: { zh: '理由', en: 'Reason' },
  amountFen: { zh: '授信金额', en: 'Amount' },
  rate: { zh: '年利率', en: 'Rate a year' },
  feeRate: { zh: '年担保费率', en: 'Fee a year' },
  termMonths: { zh: '期限（月）', en: 'Term (months)' },
  dayCountBasis: { zh: '计息基数', en: 'Days of a year' },
  repaymentMethod: { zh: '还款方式', en: 'Repayment' },
};

const WORDS: Readonly<Record<string, Bilingual>> = {
  agree: { zh: '同意', en: 'Agree' },
  refuse: { zh: '不同意', en: 'Refuse' },
  ...REPAYMENT_METHOD_CHOICES,
};

/** One line of a proposal: what it is, and its value in both languages. */
export interface ProposalRow {
  readonly label: Bilingual;
  readonly value: Bilingual;
}

const same = (text: string): Bilingual => ({ zh: text, en: text });

function valueOf(name: string, value: string | number): Bilingual {
  if (typeof value === 'string') return (name === 'reason' ? undefined : WORDS[value]) ?? same(value);
  if (name.endsWith('Fen')) return same(grouped(fen(value)));
  if (/rate$/i.test(name)) return same(`${formatRate(rate(value))} %`);
  return same(String(value));
}

/** Everything in a proposal's payload as lines to read, whatever is nested in it; what has no label goes by its own name. */
export function proposalRows(payload: unknown): ProposalRow[] {
  if (typeof payload !== 'object' || payload === null) return [];
  return Object.entries(payload).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value === 'string' || typeof value === 'number') {
      return [{ label: LABELS[name] ?? same(name), value: valueOf(name, value) }];
    }
    return proposalRows(value);
  });
}
