import type { Bilingual } from './bilingual.js';
import type { BusinessDate } from './business-date.js';
import type { PolicyParameterValues } from './policy/policy-parameters.js';

/** The five classes of a loan, from the best to the worst (商业银行金融资产风险分类办法). */
export const RISK_CLASSES = {
  pass: { zh: '正常', en: 'Pass' },
  'special-mention': { zh: '关注', en: 'Special mention' },
  substandard: { zh: '次级', en: 'Substandard' },
  doubtful: { zh: '可疑', en: 'Doubtful' },
  loss: { zh: '损失', en: 'Loss' },
} as const satisfies Record<string, Bilingual>;

export type RiskClass = keyof typeof RISK_CLASSES;

const FROM_BEST_TO_WORST = Object.keys(RISK_CLASSES) as readonly RiskClass[];

/** Why a loan is in a class worse than pass. */
export const CLASS_REASONS = {
  'days-past-due': { zh: '逾期天数', en: 'Days past due' },
  extension: { zh: '展期', en: 'Extension' },
  bank: { zh: '银行分类', en: "The bank's own class" },
  'non-retail-share': {
    zh: '非零售借款人不良占比',
    en: 'Share of non-performing loans of a non-retail borrower',
  },
} as const satisfies Record<string, Bilingual>;

export type ClassReason = keyof typeof CLASS_REASONS;

/** What the rules on classes say; days are compared with more-than. */
export type ClassRules = PolicyParameterValues['risk-class'];

/** The rules in force from a day on. */
export interface ClassRuleStep {
  readonly from: BusinessDate;
  readonly rules: ClassRules;
}

/** Whether the first class is worse than the second. */
export const isWorse = (one: RiskClass, other: RiskClass): boolean =>
  FROM_BEST_TO_WORST.indexOf(one) > FROM_BEST_TO_WORST.indexOf(other);

/** 次级, 可疑, 损失: what counts as non-performing (不良). */
export const isNonPerforming = (riskClass: RiskClass): boolean => isWorse(riskClass, 'special-mention');

/** The best class that so many days past due allow; overdue principal or interest is at least 关注. */
export function classFloor(daysPastDue: number, rules: ClassRules): RiskClass {
  if (daysPastDue > rules.lossAfterDays) return 'loss';
  if (daysPastDue > rules.doubtfulAfterDays) return 'doubtful';
  if (daysPastDue > rules.substandardAfterDays) return 'substandard';
  return daysPastDue > 0 ? 'special-mention' : 'pass';
}

/** The days past due on which a loan is in a worse class than the day before. */
export const classThresholds = (rules: ClassRules): number[] => [
  1,
  rules.substandardAfterDays + 1,
  rules.doubtfulAfterDays + 1,
  rules.lossAfterDays + 1,
];

/** The rules of a day. Throws RangeError before the first step. */
export function rulesOn(steps: readonly ClassRuleStep[], day: BusinessDate): ClassRules {
  const step = steps.findLast(({ from }) => from <= day);
  if (step === undefined) throw new RangeError(`No rules on classes on ${day}`);
  return step.rules;
}
