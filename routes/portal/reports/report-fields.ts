import type { Bilingual } from '../../../server/core/bilingual.js';
import type { Choices, Field } from '../fields.js';

/** What a report asks for, in words of its own. */
const LABELS: Readonly<Record<string, Bilingual>> = {
  from: { zh: '起（含）', en: 'From' },
  to: { zh: '止（含）', en: 'To, included' },
  period: { zh: '期间（2025、2025-06、2025Q2、2025H1）', en: 'Period (2025, 2025-06, 2025Q2, 2025H1)' },
  month: { zh: '月份（2025-06）', en: 'Month (2025-06)' },
  half: { zh: '半年度（2025H1）', en: 'Half-year (2025H1)' },
  by: { zh: '分组', en: 'By' },
  year: { zh: '年度', en: 'Year' },
  on: { zh: '截至日', en: 'At the end of' },
  accountId: { zh: '科目', en: 'Account' },
  until: { zh: '止（不含）', en: 'Before' },
  asOf: { zh: '数据截至日', en: 'As of' },
};
const CHOICES: Readonly<Record<string, Choices>> = {
  period: {
    month: { zh: '按月', en: 'Months' },
    quarter: { zh: '按季', en: 'Quarters' },
    'half-year': { zh: '按半年', en: 'Half-years' },
    year: { zh: '按年', en: 'Years' },
  },
  by: { bank: { zh: '按银行', en: 'Banks' }, district: { zh: '按区', en: 'Districts' } },
};
const LENGTH: Bilingual = { zh: '期间长度', en: 'Length of a period' };
const TOGETHER: Bilingual = { zh: '不分组', en: 'All together' };

/** A field of a report's query as its form shows it. */
export function reportField(field: Field): Field {
  const isLength = field.name === 'period' && field.choices !== undefined;
  const label = isLength ? LENGTH : (LABELS[field.name] ?? field.label);
  const words = field.choices && CHOICES[field.name];
  const choices =
    words &&
    Object.fromEntries(
      Object.keys(field.choices).map((code) => [code, words[code] ?? { zh: code, en: code }]),
    );
  return { ...field, label, ...(choices && { choices }), ...(field.name === 'by' && { empty: TOGETHER }) };
}
