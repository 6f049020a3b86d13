import type { Bilingual } from '../bilingual.js';
import type { PolicyParameter } from '../policy/policy-parameters.js';

/** How much is at stake. */
export const RISK_LEVELS = {
  high: { zh: '高', en: 'High' },
  medium: { zh: '中', en: 'Medium' },
  low: { zh: '低', en: 'Low' },
} as const satisfies Record<string, Bilingual>;
export type RiskLevel = keyof typeof RISK_LEVELS;

/** Where in the life of a loan a check looks (中国审计 2024 年第 2 期). */
export const CHECK_STAGES = {
  application: { zh: '申请环节', en: 'Application' },
  'after-loan': { zh: '贷后环节', en: 'After the loan' },
  subsidy: { zh: '贴息环节', en: 'Subsidy' },
} as const satisfies Record<string, Bilingual>;
export type CheckStage = keyof typeof CHECK_STAGES;

interface RedFlagRule {
  readonly label: Bilingual;
  readonly level: RiskLevel;
  readonly stage: CheckStage;
  /** The parameter whose document and article the rule rests on; else the audit method that names the check. */
  readonly parameter: PolicyParameter | null;
}

/** What the checks without a parameter of their own rest on. */
export const AUDIT_METHOD = {
  document: '《中国审计》2024年第2期(江苏,个人创业担保贷款审计)',
  article: '申请、贷后、贴息三个环节',
  verified: true,
} as const;

const rule = (
  level: RiskLevel,
  stage: CheckStage,
  parameter: PolicyParameter | null,
  zh: string,
  en: string,
): RedFlagRule => ({ label: { zh, en }, level, stage, parameter });

/** Every check of the book, by name. */
export const RED_FLAG_RULES = {
  'too-many-loans': rule('high', 'application', 'max-loans', '累计贷款超过次数', 'More loans than allowed'),
  'both-kinds-running': rule(
    'high',
    'application',
    'one-loan-kind',
    '个人与企业贷款并存',
    'A personal and an enterprise loan at once',
  ),
  'spouse-loan-running': rule(
    'high',
    'application',
    'exempt-loans',
    '夫妻双方同时享受贷款',
    'Both spouses with a loan at once',
  ),
  'representative-of-several-firms': rule(
    'medium',
    'application',
    null,
    '同一人代表多家借款企业',
    'One person behind several borrowing firms',
  ),
  'firm-of-several-representatives': rule(
    'medium',
    'application',
    null,
    '同一企业先后由不同法定代表人申请',
    'One firm under different representatives',
  ),
  'deregistered-at-application': rule(
    'high',
    'application',
    'local-registration',
    '申请时经营实体已注销',
    'Business deregistered before the application',
  ),
  'rate-above-ceiling': rule(
    'medium',
    'application',
    'rate-ceiling-eastern',
    '利率超过上限',
    'Rate above the ceiling',
  ),
  'amount-above-cap': rule('high', 'application', 'cap-individual', '金额超过额度', 'Amount above the cap'),
  'retired-at-disbursement': rule(
    'medium',
    'application',
    'age-rule',
    '放款时已达退休年龄',
    'Of retirement age at disbursement',
  ),
  'borrower-publicly-paid': rule(
    'high',
    'application',
    'not-publicly-paid',
    '借款人为财政供养人员',
    'Borrower paid from public funds',
  ),
  'borrower-deceased': rule('high', 'after-loan', null, '借款人已死亡', 'Borrower deceased'),
  'borrower-employed-elsewhere': rule(
    'medium',
    'after-loan',
    null,
    '借款人在其他单位参保',
    'Borrower insured by another employer',
  ),
  'deregistered-during-loan': rule(
    'high',
    'after-loan',
    'closure-ends-subsidy',
    '贷款期内经营实体注销',
    'Business deregistered during the loan',
  ),
  'hire-not-insured': rule(
    'high',
    'application',
    'hiring-share',
    '新招用人员未参保',
    'New hire not insured by the firm',
  ),
  'hire-left-early': rule(
    'medium',
    'after-loan',
    'hiring-share',
    '新招用人员参保不足合同期',
    'New hire gone before the contract’s term',
  ),
  'staff-shrank': rule(
    'medium',
    'after-loan',
    'red-flag-thresholds',
    '贷后参保人数明显减少',
    'Staff shrank after the loan',
  ),
  'guarantor-of-several-loans': rule(
    'medium',
    'application',
    'counter-guarantor-loans',
    '反担保人为多笔贷款担保',
    'Counter-guarantor of several loans',
  ),
  'guarantor-with-overdue': rule(
    'medium',
    'application',
    'counter-guarantor-record',
    '反担保人所担保的贷款逾期',
    'Counter-guarantor of an overdue loan',
  ),
  'shared-phone': rule(
    'high',
    'application',
    null,
    '不同借款人共用电话',
    'One phone for different borrowers',
  ),
  'shared-address': rule(
    'medium',
    'application',
    null,
    '不同借款人共用经营地址',
    'One address for different borrowers',
  ),
  'shared-account': rule(
    'high',
    'application',
    null,
    '不同借款人共用收款账户',
    'One account for different borrowers',
  ),
  'linked-borrowers': rule(
    'high',
    'application',
    'red-flag-thresholds',
    '多名借款人相互关联',
    'A group of borrowers linked to one another',
  ),
  'subsidy-on-excluded-days': rule(
    'high',
    'subsidy',
    'subsidy-regime',
    '到期、展期、逾期或挪用期间贴息',
    'Subsidy for days that earn none',
  ),
  'subsidy-after-end': rule(
    'high',
    'subsidy',
    'closure-ends-subsidy',
    '结清、停业或变更法定代表人后贴息',
    'Subsidy after settlement, closure or a change of representative',
  ),
  'wrong-regime': rule(
    'high',
    'subsidy',
    'subsidy-regime',
    '贴息办法与放款日不符',
    'Claimed under another regime than that of the disbursement',
  ),
  'subsidy-overclaimed': rule(
    'medium',
    'subsidy',
    'subsidy-regime',
    '申报贴息多于重算金额',
    'More claimed than recomputed',
  ),
} as const satisfies Record<string, RedFlagRule>;

export type RedFlagRuleName = keyof typeof RED_FLAG_RULES;

export const RED_FLAG_RULE_NAMES = Object.keys(RED_FLAG_RULES) as readonly RedFlagRuleName[];
