import type { Bilingual } from '../bilingual.js';

/** How much is at stake. */
export const ALERT_SEVERITIES = {
  high: { zh: '高', en: 'High' },
  medium: { zh: '中', en: 'Medium' },
  low: { zh: '低', en: 'Low' },
} as const satisfies Record<string, Bilingual>;

export type AlertSeverity = keyof typeof ALERT_SEVERITIES;

/** Whose work an alert becomes: an organisation of the loan, or the municipal centre. */
export type AlertOwner = 'bank' | 'district' | 'centre';

interface AlertRule {
  readonly label: Bilingual;
  readonly severity: AlertSeverity;
  readonly owner: AlertOwner;
  readonly advice: Bilingual;
}

/** Every rule of early warning. Its thresholds and its deadline in working days are the policy parameter `alert-…`. */
export const ALERT_RULES = {
  'missed-payment': {
    label: { zh: '未按期还本付息', en: 'Interest or instalment missed' },
    severity: 'medium',
    owner: 'bank',
    advice: { zh: '联系借款人，了解原因和还款安排', en: 'Ask the borrower why, and when it will be paid.' },
  },
  'first-payment-default': {
    label: { zh: '首期即逾期', en: 'First payment missed' },
    severity: 'high',
    owner: 'bank',
    advice: {
      zh: '上门核实经营情况和资金用途',
      en: 'Visit the business and look into what the money was used for.',
    },
  },
  'instalments-behind': {
    label: { zh: '连续多期未还', en: 'Several instalments behind' },
    severity: 'high',
    owner: 'bank',
    advice: { zh: '转入催收，通知担保方', en: 'Begin to collect and tell the guarantor.' },
  },
  'maturity-without-reserve': {
    label: { zh: '临近到期未备款', en: 'Near maturity without a reserve' },
    severity: 'medium',
    owner: 'bank',
    advice: {
      zh: '确认还款来源，已备款的登记备款；确有困难的，到期前申请展期',
      en: 'Confirm where the money comes from and record what is set aside; an extension is asked for before maturity.',
    },
  },
  'legal-representative-changed': {
    label: { zh: '法定代表人变更', en: 'Legal representative changed' },
    severity: 'high',
    owner: 'district',
    advice: {
      zh: '核实变更日期，停止贴息，复核是否仍符合贷款条件',
      en: 'Confirm the day of the change; subsidy stops, and whether the conditions of the loan still hold is checked.',
    },
  },
  'business-closed': {
    label: { zh: '停业或注销', en: 'Business closed' },
    severity: 'high',
    owner: 'district',
    advice: {
      zh: '核实停业日期，停止贴息，督促收回贷款',
      en: 'Confirm the day of the closure; subsidy stops and the loan is called in.',
    },
  },
  'retirement-within-term': {
    label: { zh: '贷款期内达到退休年龄', en: 'Retirement within the term' },
    severity: 'low',
    owner: 'district',
    advice: {
      zh: '届时核对是否已办理退休',
      en: 'See at that day whether the borrower has retired.',
    },
  },
  'related-person-overdue': {
    label: { zh: '担保人或配偶另有逾期', en: 'Guarantor or spouse overdue elsewhere' },
    severity: 'medium',
    owner: 'bank',
    advice: {
      zh: '重新评估还款能力和反担保',
      en: 'Look again at ability to pay and at the counter-guarantee.',
    },
  },
  'phone-shared': {
    label: { zh: '不同借款人共用电话', en: 'One phone for different borrowers' },
    severity: 'high',
    owner: 'centre',
    advice: {
      zh: '核实是否代办、冒名或包装贷款',
      en: 'Look into whether loans were arranged for others or under false names.',
    },
  },
  'address-shared': {
    label: { zh: '不同借款人经营地址相同', en: 'One address for different borrowers' },
    severity: 'medium',
    owner: 'centre',
    advice: {
      zh: '核实是否为同一经营场所拆分借款；在册的孵化基地入驻企业不在此列',
      en: 'Look into whether one business borrows twice; tenants on the roster of an incubator base are left out.',
    },
  },
  'account-shared': {
    label: { zh: '不同借款人收款账户相同', en: 'One account for different borrowers' },
    severity: 'high',
    owner: 'centre',
    advice: {
      zh: '核实贷款和贴息的实际使用人',
      en: 'Look into who really uses the loans and the subsidies.',
    },
  },
  'business-deregistered': {
    label: { zh: '市场主体已注销', en: 'Business deregistered' },
    severity: 'high',
    owner: 'district',
    advice: {
      zh: '核实注销日期，要求经办银行报告停业并收回贷款',
      en: 'Confirm the day; the bank reports the closure and calls the loan in.',
    },
  },
  'hiring-share-lost': {
    label: { zh: '职工减少，招用比例不足', en: 'Hiring share lost' },
    severity: 'medium',
    owner: 'district',
    advice: {
      zh: '联系企业了解招用人员去向，要求限期补足',
      en: 'Ask the enterprise where its new hires are, and to hire again in time.',
    },
  },
} as const satisfies Record<string, AlertRule>;

export type AlertRuleName = keyof typeof ALERT_RULES;

export const ALERT_RULE_NAMES = Object.keys(ALERT_RULES) as readonly AlertRuleName[];
