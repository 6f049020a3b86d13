import { SCORE_MEASURE_NAMES, SCORE_MEASURES, type ScoreMeasure } from '../bank-scorecard/score-measures.js';
import type { Bilingual } from '../bilingual.js';
import { BORROWER_CATEGORIES } from '../borrower-categories.js';
import { CONSENT_BODIES } from '../compensation/consent-bodies.js';
import { COMPENSATION_EVIDENCE } from '../compensation/evidence-kinds.js';
import { WRITE_OFF_GROUNDS } from '../compensation/write-off-grounds.js';
import { REGISTRY_NAMES } from '../registries/registries.js';
import { ALERT_RULE_NAMES, ALERT_RULES, type AlertRuleName } from '../risk-alerts/alert-rules.js';
import { OTHER_LOAN_KINDS, type PolicyParameter } from './policy-parameters.js';

/** What a field of a parameter's value may hold. */
export type PolicyField =
  | { readonly kind: 'yuan' }
  | { readonly kind: 'percent' }
  | { readonly kind: 'flag' }
  | { readonly kind: 'whole'; readonly from: number; readonly to: number }
  | { readonly kind: 'exactly'; readonly text: string }
  | { readonly kind: 'choices'; readonly of: readonly string[] };

/** The fields of a value by name: all of them, and no others. */
export type PolicyFields = Readonly<Record<string, PolicyField>>;

/** How officials know a parameter, and the forms that its value may take: one, or one of several. */
export interface PolicyForm {
  readonly label: Bilingual;
  readonly variants: readonly PolicyFields[];
}

const yuan: PolicyField = { kind: 'yuan' };
const whole = (from: number, to: number): PolicyField => ({ kind: 'whole', from, to });
const basisPoints = whole(0, 10_000);
const percent = whole(0, 100);
const years = whole(0, 100);
const count = whole(0, 1_000);

const AMOUNT: readonly PolicyFields[] = [{ yuan }];
const MONTHS: readonly PolicyFields[] = [{ months: whole(1, 600) }];
const DAYS: readonly PolicyFields[] = [{ days: whole(1, 3_650) }];
const workingDays = whole(1, 250);
const WORKING_DAYS: readonly PolicyFields[] = [{ workingDays }];
const REQUIREMENT: readonly PolicyFields[] = [{ required: { kind: 'flag' } }];
const RATE_CEILING: readonly PolicyFields[] = [{ basisPoints }];

const SUBSIDY_REGIME: readonly PolicyFields[] = [
  { kind: { kind: 'exactly', text: 'lpr-minus' }, borrowerBelowPercent: { kind: 'percent' } },
  { kind: { kind: 'exactly', text: 'share-of-rate' }, shareBasisPoints: basisPoints },
];
const AGE_RULE: readonly PolicyFields[] = [
  { kind: { kind: 'exactly', text: 'fixed' }, minimumAge: years, maximumMan: years, maximumWoman: years },
  { kind: { kind: 'exactly', text: 'statutory-retirement' }, minimumAge: years },
];
const CATEGORIES: readonly PolicyFields[] = [
  { categories: { kind: 'choices', of: Object.keys(BORROWER_CATEGORIES) } },
];
const HIRING_SHARE: readonly PolicyFields[] = [
  {
    percent,
    largePercent: percent,
    largeAboveStaff: whole(1, 10_000),
    windowMonths: whole(1, 60),
    contractMonths: whole(1, 60),
  },
];
const COST_SPLIT: readonly PolicyFields[] = [
  {
    centralBasisPoints: basisPoints,
    provinceBasisPoints: basisPoints,
    cityBasisPoints: basisPoints,
    districtBasisPoints: basisPoints,
  },
];
const FAST_LANE: readonly PolicyFields[] = [
  {
    registries: { kind: 'choices', of: REGISTRY_NAMES },
    precheckDays: workingDays,
    eligibilityDays: workingDays,
    creditDays: workingDays,
    guaranteeDays: workingDays,
    disbursementDays: workingDays,
  },
];
const GUARANTOR_LIMITS: readonly PolicyFields[] = [
  { singleObligorBasisPoints: basisPoints, relatedObligorsBasisPoints: basisPoints, netAssetsTimes: count },
];
const RISK_CLASS: readonly PolicyFields[] = ['special-mention', 'substandard'].map((text) => ({
  substandardAfterDays: whole(1, 3_650),
  doubtfulAfterDays: whole(1, 3_650),
  lossAfterDays: whole(1, 3_650),
  extensionAtLeast: { kind: 'exactly', text },
  nonRetailBasisPoints: basisPoints,
}));

const ALERT_FORMS: Readonly<Partial<Record<AlertRuleName, PolicyFields>>> = {
  'instalments-behind': { workingDays, instalments: whole(2, 60) },
  'maturity-without-reserve': { workingDays, days: whole(1, 3_650), principalBasisPoints: basisPoints },
};

/** Every parameter as officials see and enter it. */
export const POLICY_FORMS: Readonly<Record<PolicyParameter, PolicyForm>> = {
  'subsidy-regime': form('贴息办法', 'Subsidy regime', SUBSIDY_REGIME),
  'subsidised-months-individual': form('个人贴息最长月数', 'Subsidised months, individual', MONTHS),
  'subsidised-months-enterprise': form('小微企业贴息最长月数', 'Subsidised months, enterprise', MONTHS),
  'closure-ends-subsidy': form('停业后不再贴息', 'Closure ends the subsidy', REQUIREMENT),
  'legal-representative-change-ends-subsidy': form(
    '变更法定代表人后不再贴息',
    'Change of legal representative ends the subsidy',
    REQUIREMENT,
  ),
  'rate-ceiling-eastern': form('利率上限加点(东部)', 'Rate ceiling above LPR, eastern', RATE_CEILING),
  'rate-ceiling-central-western': form(
    '利率上限加点(中西部)',
    'Rate ceiling above LPR, central-western',
    RATE_CEILING,
  ),
  'rate-ceiling-formerly-poor': form(
    '利率上限加点(脱贫地区)',
    'Rate ceiling above LPR, formerly poor',
    RATE_CEILING,
  ),

  'cap-individual': form('个人贷款额度', 'Cap, individual', AMOUNT),
  'cap-enterprise': form('小微企业贷款额度', 'Cap, enterprise', AMOUNT),
  'cap-partnership': form('合伙创业贷款额度', 'Cap, partnership', [
    { perPartnerYuan: yuan, percentOfSum: whole(1, 200), totalYuan: yuan },
  ]),
  'term-individual': form('个人贷款最长期限', 'Longest term, individual', MONTHS),
  'term-partnership': form('合伙创业贷款最长期限', 'Longest term, partnership', MONTHS),
  'term-enterprise': form('小微企业贷款最长期限', 'Longest term, enterprise', MONTHS),
  extension: form('展期', 'Extension', [{ maximumCount: count, maximumMonths: whole(0, 120) }]),
  'max-loans': form('累计贷款次数', 'Number of loans', [{ count }]),

  'supported-categories': form('支持对象', 'Supported groups', CATEGORIES),
  'age-rule': form('年龄条件', 'Age', AGE_RULE),
  'youth-age': form('港澳台青年年龄上限', 'Upper age of young people from Hong Kong, Macao and Taiwan', [
    { maximumAge: years },
  ]),
  'other-founder-registration': form('其他人员登记注册时限', 'Registration of other founders', MONTHS),
  'exempt-loans': form('可豁免的其他贷款', 'Exempt loans', [
    { kinds: { kind: 'choices', of: Object.keys(OTHER_LOAN_KINDS) } },
  ]),
  'consumer-loan-limit': form('消费贷款上限', 'Consumer loan limit', AMOUNT),
  'local-registration': form('本地登记注册', 'Local registration', REQUIREMENT),
  'one-loan-kind': form('个人与企业贷款不并存', 'One kind of loan at a time', REQUIREMENT),
  'no-overdue-record': form('无逾期记录', 'No overdue record', REQUIREMENT),
  'not-publicly-paid': form('非财政供养人员', 'Not paid from public funds', REQUIREMENT),
  'partners-eligible': form('合伙人均符合条件', 'Every partner qualifies', REQUIREMENT),
  'counter-guarantor-loans': form('反担保人可担保的其他贷款笔数', 'Other loans of a counter-guarantor', [
    { count },
  ]),
  'counter-guarantor-record': form('反担保人无逾期担保', 'Counter-guarantor’s record', REQUIREMENT),
  'hiring-share': form('招用比例', 'Hiring share', HIRING_SHARE),
  'no-arrears': form('无欠薪欠保', 'No arrears', REQUIREMENT),

  'clock-precheck': form('银行预审时限', 'Precheck', WORKING_DAYS),
  'clock-eligibility': form('资格审核时限', 'Eligibility review', WORKING_DAYS),
  'clock-credit': form('授信审批时限', 'Credit decision', WORKING_DAYS),
  'clock-guarantee': form('担保审核时限', 'Guarantee decision', WORKING_DAYS),
  'clock-disbursement': form('放款时限', 'Disbursement', WORKING_DAYS),
  'clock-correction': form('补正时限', 'Correction', WORKING_DAYS),
  'clock-reconsideration': form('复核时限', 'Reconsideration', WORKING_DAYS),
  'clock-extension': form('展期审批时限', 'Extension', WORKING_DAYS),
  'clock-claim-verification': form('贴息审核时限', 'Claim verification', WORKING_DAYS),
  'clock-claim-approval': form('贴息批准时限', 'Claim approval', WORKING_DAYS),
  'clock-claim-funding': form('贴息资金安排时限', 'Claim funding', WORKING_DAYS),
  'clock-claim-payment': form('贴息拨付时限', 'Claim payment', WORKING_DAYS),
  'clock-compensation-verification': form('代偿审核时限', 'Compensation: verification', WORKING_DAYS),
  'clock-compensation-approval': form('代偿批准时限', 'Compensation: approval', WORKING_DAYS),
  'clock-compensation-consent': form('代偿征求意见时限', 'Compensation: consents', WORKING_DAYS),
  'clock-compensation-payment': form('代偿拨付时限', 'Compensation: payment', WORKING_DAYS),
  'clock-post-check': form('事后核查时限', 'Check after disbursement', WORKING_DAYS),
  'fast-lane': form('绿色通道', 'Fast lane', FAST_LANE),
  'red-flag-thresholds': form('疑点排查标准', 'Thresholds of red flags', [
    { linkedBorrowers: whole(2, 1_000), staffDropPercent: percent },
  ]),
  'registry-evidence': form('可代替材料的名册', 'Registries that stand for a paper', [
    { registries: { kind: 'choices', of: REGISTRY_NAMES } },
  ]),
  'change-report': form('变更报告时限', 'Report of changes', WORKING_DAYS),
  'reconsideration-request': form('申请复核期限', 'Request for reconsideration', WORKING_DAYS),
  'application-validity': form('申请有效期', 'Validity of an application', DAYS),
  'approval-validity': form('批准有效期', 'Validity of an approval', DAYS),
  'proposal-validity': form('提请有效期', 'Validity of a proposal', DAYS),
  'personal-data-retention': form('个人信息保存期限', 'Retention of personal data', [
    { loanYears: whole(1, 100), applicationYears: whole(1, 100), rejectedRowMonths: whole(1, 600) },
  ]),

  'fund-share': form('担保基金分担比例', 'Share of the guarantee fund', [{ basisPoints }]),
  'overdue-to-claim': form('可申请代偿的逾期天数', 'Days overdue before compensation', DAYS),
  'compensation-evidence': form('代偿申请材料', 'Evidence of a claim for compensation', [
    { kinds: { kind: 'choices', of: Object.keys(COMPENSATION_EVIDENCE) } },
  ]),
  'compensation-consents-fund': form('担保基金代偿须征得同意的部门', 'Consents to a fund’s compensation', [
    { bodies: { kind: 'choices', of: Object.keys(CONSENT_BODIES) } },
  ]),
  'write-off-conditions': form('核销条件', 'Conditions of a write-off', [
    {
      grounds: { kind: 'choices', of: Object.keys(WRITE_OFF_GROUNDS) },
      longUnrecoveredMonths: whole(1, 600),
    },
  ]),
  'counter-guarantee-exemption': form('免反担保额度', 'Exempt from counter-guarantee', AMOUNT),
  'fund-multiplier': form('担保基金放大倍数', 'Multiple of the fund', [{ times: count }]),
  'guarantor-limits': form('担保机构集中度', 'Limits of a guarantee institution', GUARANTOR_LIMITS),
  'stop-thresholds': form('暂停新增的比率', 'Thresholds that stop new guarantees', [
    { overdueBasisPoints: basisPoints, compensationBasisPoints: basisPoints },
  ]),
  'stop-yearly-compensation': form('暂停新增的年度代偿', 'Yearly compensation that stops new guarantees', [
    { rateBasisPoints: basisPoints, capBasisPoints: basisPoints },
  ]),
  'risk-class': form('五级分类', 'Five classes', RISK_CLASS),
  ...alertForms(),
  ...scoreForms(),
  'renewal-score': form('续签合作协议的绩效标准', 'Score for a renewal', [
    { scoreBasisPoints: basisPoints, quarters: whole(1, 20) },
  ]),
  'clawback-terms': form('追回的期限', 'Terms of a clawback', [
    {
      paymentDays: whole(1, 365),
      longestPlanMonths: whole(1, 60),
      remindAfterDays: whole(1, 365),
      escalateAfterDays: whole(1, 365),
      reportAfterDays: whole(1, 365),
    },
  ]),
  'cost-split': form('贴息资金分担', 'Who pays the subsidy', COST_SPLIT),
};

/** Thresholds and deadline of every rule of early warning. */
function alertForms(): Record<`alert-${AlertRuleName}`, PolicyForm> {
  const forms: Partial<Record<`alert-${AlertRuleName}`, PolicyForm>> = {};
  for (const rule of ALERT_RULE_NAMES) {
    const { zh, en } = ALERT_RULES[rule].label;
    forms[`alert-${rule}`] = form(`预警:${zh}`, `Alert: ${en}`, [ALERT_FORMS[rule] ?? { workingDays }]);
  }
  return forms as Record<`alert-${AlertRuleName}`, PolicyForm>;
}

/** Weight and scale of every measure of a bank's scorecard. */
function scoreForms(): Record<`score-${ScoreMeasure}`, PolicyForm> {
  const scale = { weight: whole(0, 100), noneAtBasisPoints: basisPoints, fullAtBasisPoints: basisPoints };
  const forms: Partial<Record<`score-${ScoreMeasure}`, PolicyForm>> = {};
  for (const measure of SCORE_MEASURE_NAMES) {
    const { zh, en } = SCORE_MEASURES[measure].label;
    forms[`score-${measure}`] = form(`绩效:${zh}`, `Score: ${en}`, [scale]);
  }
  return forms as Record<`score-${ScoreMeasure}`, PolicyForm>;
}

function form(zh: string, en: string, variants: readonly PolicyFields[]): PolicyForm {
  return { label: { zh, en }, variants };
}
