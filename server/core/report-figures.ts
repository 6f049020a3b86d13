import type { Bilingual } from './bilingual.js';

/** What a figure of a report counts, over days or at the end of a day. */
export const REPORT_FIGURES = {
  issued: { zh: '发放', en: 'Issued', at: 'days', unit: 'money' },
  balance: { zh: '余额', en: 'Balance', at: 'end', unit: 'money' },
  jobs: { zh: '带动就业', en: 'Jobs driven', at: 'days', unit: 'count' },
  'jobs-unknown': { zh: '就业数不详', en: 'Jobs unknown', at: 'days', unit: 'count' },
  subsidy: { zh: '贴息支出', en: 'Subsidy paid', at: 'days', unit: 'money' },
  'quarter-subsidy': { zh: '归属期贴息', en: 'Subsidy of its quarters', at: 'days', unit: 'money' },
  overdue: { zh: '逾期', en: 'Overdue', at: 'end', unit: 'money' },
  compensation: { zh: '代偿', en: 'Compensation', at: 'days', unit: 'money' },
} as const satisfies Record<
  string,
  Bilingual & { readonly at: 'days' | 'end'; readonly unit: 'money' | 'count' }
>;

export type ReportFigure = keyof typeof REPORT_FIGURES;

export const REPORT_FIGURE_NAMES = Object.keys(REPORT_FIGURES) as readonly ReportFigure[];

/** What is known of the person behind a loan, for statistics alone (财金〔2018〕107号). */
export const SEXES = {
  female: { zh: '女性', en: 'Women' },
  male: { zh: '男性', en: 'Men' },
  unknown: { zh: '性别不详', en: 'Sex unknown' },
} as const satisfies Record<string, Bilingual>;
export type StatisticalSex = keyof typeof SEXES;

export const DISABILITIES = {
  yes: { zh: '残疾人', en: 'Disabled' },
  no: { zh: '非残疾人', en: 'Not disabled' },
  unknown: { zh: '是否残疾不详', en: 'Disability unknown' },
} as const satisfies Record<string, Bilingual>;
export type StatisticalDisability = keyof typeof DISABILITIES;
