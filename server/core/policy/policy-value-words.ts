import type { Bilingual } from '../bilingual.js';
import { BORROWER_CATEGORIES } from '../borrower-categories.js';
import { CONSENT_BODIES } from '../compensation/consent-bodies.js';
import { COMPENSATION_EVIDENCE } from '../compensation/evidence-kinds.js';
import { WRITE_OFF_GROUNDS } from '../compensation/write-off-grounds.js';
import { parseYuan } from '../money.js';
import { REGISTRIES } from '../registries/registries.js';
import { RISK_CLASSES } from '../risk-class.js';
import { sayAmount } from '../eligibility/wording.js';
import type { PolicyField } from './policy-forms.js';
import { OTHER_LOAN_KINDS, type PolicyParameter, type PolicyVersion } from './policy-parameters.js';
import { fieldsOfValue } from './read-policy-value.js';

const word = (zh: string, en: string): Bilingual => ({ zh, en });

/** What each field of a parameter's value is called, by its name. */
const FIELD_WORDS: Readonly<Record<string, Bilingual>> = {
  yuan: word('金额（元）', 'Amount (yuan)'),
  months: word('月数', 'Months'),
  days: word('天数', 'Days'),
  workingDays: word('工作日', 'Working days'),
  required: word('是否要求', 'Required'),
  count: word('数量', 'Count'),
  times: word('倍数', 'Times'),
  percent: word('比例（%）', 'Share (%)'),
  basisPoints: word('万分之', 'Basis points'),
  kind: word('办法', 'Rule'),
  borrowerBelowPercent: word('借款人承担 LPR 减去（%）', 'The borrower bears the LPR less (%)'),
  shareBasisPoints: word('贴息占实际利率（万分之）', 'Share of the actual rate (basis points)'),
  perPartnerYuan: word('每名合伙人（元）', 'Each partner (yuan)'),
  percentOfSum: word('占额度之和（%）', 'Of the sum of caps (%)'),
  totalYuan: word('总额上限（元）', 'Altogether at most (yuan)'),
  maximumCount: word('最多次数', 'How often at most'),
  maximumMonths: word('最长月数', 'Months at most'),
  categories: word('人群', 'Groups'),
  minimumAge: word('最低年龄', 'Youngest'),
  maximumMan: word('男性最高年龄', 'Oldest, men'),
  maximumWoman: word('女性最高年龄', 'Oldest, women'),
  maximumAge: word('最高年龄', 'Oldest'),
  kinds: word('种类', 'Kinds'),
  largePercent: word('大型企业比例（%）', 'Share of a large firm (%)'),
  largeAboveStaff: word('职工超过此数为大型', 'A large firm has more staff than'),
  windowMonths: word('申请前月数', 'Months before the application'),
  contractMonths: word('合同月数', 'Months of the contract'),
  registries: word('名册', 'Registries'),
  precheckDays: word('银行预审（工作日）', 'Precheck (working days)'),
  eligibilityDays: word('资格审核（工作日）', 'Eligibility (working days)'),
  creditDays: word('授信（工作日）', 'Credit (working days)'),
  guaranteeDays: word('担保（工作日）', 'Guarantee (working days)'),
  disbursementDays: word('放款（工作日）', 'Disbursement (working days)'),
  linkedBorrowers: word('关联借款人数', 'Linked borrowers'),
  staffDropPercent: word('职工减少（%）', 'Fewer staff by (%)'),
  grounds: word('核销事由', 'Grounds'),
  longUnrecoveredMonths: word('长期追偿无果月数', 'Months without result'),
  bodies: word('部门', 'Bodies'),
  singleObligorBasisPoints: word('单户（万分之）', 'One borrower (basis points)'),
  relatedObligorsBasisPoints: word('关联户（万分之）', 'Related borrowers (basis points)'),
  netAssetsTimes: word('净资产倍数', 'Times net assets'),
  overdueBasisPoints: word('逾期率（万分之）', 'Overdue rate (basis points)'),
  compensationBasisPoints: word('代偿率（万分之）', 'Compensation rate (basis points)'),
  rateBasisPoints: word('年度代偿率（万分之）', 'Yearly rate (basis points)'),
  capBasisPoints: word('占代偿上限（万分之）', 'Of the cap (basis points)'),
  substandardAfterDays: word('次级：逾期超过（天）', 'Substandard after (days)'),
  doubtfulAfterDays: word('可疑：逾期超过（天）', 'Doubtful after (days)'),
  lossAfterDays: word('损失：逾期超过（天）', 'Loss after (days)'),
  extensionAtLeast: word('展期贷款至少为', 'An extended loan is at least'),
  nonRetailBasisPoints: word('非零售不良占比（万分之）', 'Non-retail share (basis points)'),
  instalments: word('连续期数', 'Instalments in a row'),
  principalBasisPoints: word('未还本金占比（万分之）', 'Principal still owed (basis points)'),
  weight: word('权重', 'Weight'),
  noneAtBasisPoints: word('零分线（万分之）', 'No marks at (basis points)'),
  fullAtBasisPoints: word('满分线（万分之）', 'Full marks at (basis points)'),
  scoreBasisPoints: word('平均得分（万分之）', 'Mean score (basis points)'),
  quarters: word('季度数', 'Quarters'),
  paymentDays: word('付款期限（天）', 'To pay within (days)'),
  longestPlanMonths: word('分期最长（月）', 'Longest plan (months)'),
  remindAfterDays: word('逾期几天提醒', 'Reminder after (days)'),
  escalateAfterDays: word('逾期几天报中心', 'Centre told after (days)'),
  reportAfterDays: word('逾期几天报财政', 'Treasury told after (days)'),
  centralBasisPoints: word('中央（万分之）', 'Central (basis points)'),
  provinceBasisPoints: word('省级（万分之）', 'Province (basis points)'),
  cityBasisPoints: word('市级（万分之）', 'City (basis points)'),
  districtBasisPoints: word('区级（万分之）', 'District (basis points)'),
  loanYears: word('贷款资料保存（年）', 'Loans are kept (years)'),
  applicationYears: word('未成贷款的申请保存（年）', 'Applications without a loan are kept (years)'),
  rejectedRowMonths: word('被拒行保存（月）', 'Refused rows are kept (months)'),
};

const REGISTRY_WORDS = Object.fromEntries(
  Object.entries(REGISTRIES).map(([name, { label }]) => [name, label]),
);
/** What may be chosen, by the field that it is chosen in. */
const CHOICE_WORDS: Readonly<Record<string, Readonly<Record<string, Bilingual>>>> = {
  kind: {
    'lpr-minus': word(
      'LPR 减点以下由借款人承担',
      'The borrower bears what lies below the LPR less some points',
    ),
    'share-of-rate': word('按实际利率的比例', 'A share of the actual rate'),
    fixed: word('固定年龄', 'Fixed ages'),
    'statutory-retirement': word('法定退休年龄', 'The statutory retirement age'),
  },
  categories: BORROWER_CATEGORIES,
  kinds: { ...OTHER_LOAN_KINDS, ...COMPENSATION_EVIDENCE },
  registries: REGISTRY_WORDS,
  grounds: WRITE_OFF_GROUNDS,
  bodies: CONSENT_BODIES,
  extensionAtLeast: RISK_CLASSES,
};

/** What a field of a value is called. */
export const policyFieldWord = (name: string): Bilingual => FIELD_WORDS[name] ?? word(name, name);

/** What a code that is chosen in a field is called. */
export const policyChoiceWord = (name: string, code: string): Bilingual =>
  CHOICE_WORDS[name]?.[code] ?? word(code, code);

/** The value of a parameter as people read it: 金额（元）：30万元. A single field speaks for itself. */
export function policyValueWords(parameter: PolicyParameter, value: PolicyVersion['value']): Bilingual {
  const fields = Object.entries(fieldsOfValue(parameter, value));
  const said = fields.map(([name, field]) => {
    const text = fieldText(name, field, (value as unknown as Readonly<Record<string, unknown>>)[name]);
    const { zh, en } = policyFieldWord(name);
    const speaksForItself = field.kind === 'exactly' || (fields.length === 1 && field.kind !== 'whole');
    return speaksForItself ? text : { zh: `${zh}：${text.zh}`, en: `${en}: ${text.en}` };
  });
  return { zh: said.map(({ zh }) => zh).join('；'), en: said.map(({ en }) => en).join('; ') };
}

function fieldText(name: string, field: PolicyField, value: unknown): Bilingual {
  if (Array.isArray(value)) {
    const chosen = value.map((code) => policyChoiceWord(name, String(code)));
    return { zh: chosen.map(({ zh }) => zh).join('、'), en: chosen.map(({ en }) => en).join(', ') };
  }
  if (field.kind === 'yuan') return sayAmount(parseYuan(String(value)));
  if (field.kind === 'flag') return value === true ? word('是', 'Yes') : word('否', 'No');
  if (field.kind === 'exactly') return policyChoiceWord(name, field.text);
  return word(String(value), String(value));
}
