import type { Bilingual } from './bilingual.js';

/** A group whose founders are supported, with its class in the statistics of 财金〔2018〕107号: null outside the ten. */
interface BorrowerCategoryEntry extends Bilingual {
  readonly statisticsClass: string | null;
}

/** The groups of individual borrowers. The Chinese label is also the word used in bank files (人群类别). */
export const BORROWER_CATEGORIES = {
  'registered-unemployed': {
    zh: '登记失业人员',
    en: 'Registered unemployed',
    statisticsClass: '城镇登记失业人员',
  },
  'employment-difficulty': {
    zh: '就业困难人员',
    en: 'People with difficulty finding work',
    statisticsClass: '就业困难人员(含残疾人)',
  },
  'ex-service': { zh: '退役军人', en: 'Ex-service personnel', statisticsClass: '复员转业退役军人' },
  'released-from-prison': { zh: '刑满释放人员', en: 'Released from prison', statisticsClass: '刑满释放人员' },
  'college-graduate': {
    zh: '高校毕业生',
    en: 'College graduates',
    statisticsClass: '高校毕业生(含大学生村官和留学回国学生)',
  },
  'capacity-cut-staff': {
    zh: '化解过剩产能企业职工和失业人员',
    en: 'Staff and unemployed of firms that cut capacity',
    statisticsClass: '化解过剩产能企业职工和失业人员',
  },
  'returning-founder': {
    zh: '返乡创业人员',
    en: 'Founders returning to their home area',
    statisticsClass: '返乡创业农民工',
  },
  'online-merchant': { zh: '网络商户', en: 'Online merchants', statisticsClass: '网络商户' },
  'lifted-from-poverty': {
    zh: '脱贫人口',
    en: 'People lifted out of poverty',
    statisticsClass: '建档立卡贫困人口',
  },
  farmer: { zh: '农民', en: 'Farmers', statisticsClass: '农村自主创业农民' },
  'vocational-graduate': {
    zh: '职业院校毕业生',
    en: 'Graduates of vocational schools',
    statisticsClass: null,
  },
  'hong-kong-macao-taiwan-youth': {
    zh: '港澳台青年',
    en: 'Young people from Hong Kong, Macao and Taiwan',
    statisticsClass: null,
  },
  other: { zh: '其他人员', en: 'Other founders', statisticsClass: null },
} as const satisfies Record<string, BorrowerCategoryEntry>;

export type BorrowerCategory = keyof typeof BORROWER_CATEGORIES;

/** A group that is supported as such; “other founders” are in none. */
export type SupportedCategory = Exclude<BorrowerCategory, 'other'>;

export function isBorrowerCategory(text: string): text is BorrowerCategory {
  return Object.hasOwn(BORROWER_CATEGORIES, text);
}

/** The category that a bank file calls by this Chinese label, or undefined. */
export function borrowerCategoryOfLabel(label: string): BorrowerCategory | undefined {
  return Object.keys(BORROWER_CATEGORIES)
    .filter(isBorrowerCategory)
    .find((code) => BORROWER_CATEGORIES[code].zh === label);
}
