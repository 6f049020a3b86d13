import type { Field } from '../fields.js';
import { REPAYMENT_METHOD_CHOICES } from '../words.js';

/* What is asked of those who decide. */

const REASON: Field = {
  name: 'reason',
  kind: 'area',
  label: { zh: '理由', en: 'Reason' },
  hint: { zh: '申请人会看到', en: 'The applicant reads it' },
  maxLength: 500,
};

const PROPOSED_OUTCOME: Field = {
  name: 'outcome',
  kind: 'radio',
  label: { zh: '意见', en: 'Proposal' },
  choices: { agree: { zh: '同意', en: 'Agree' }, refuse: { zh: '不同意', en: 'Refuse' } },
};

export const REVIEW_FIELDS: readonly Field[] = [
  {
    name: 'outcome',
    kind: 'radio',
    label: { zh: '结论', en: 'Outcome' },
    choices: {
      pass: { zh: '通过', en: 'Pass' },
      return: { zh: '退回补正', en: 'Return for correction' },
      refuse: { zh: '不通过', en: 'Refuse' },
    },
  },
  REASON,
  {
    name: 'toMend',
    kind: 'area',
    optional: true,
    label: {
      zh: '需要补正的内容（每行一项，一次告知）',
      en: 'What has to be mended, a line each, all at once',
    },
    maxLength: 4_000,
  },
];

export const CREDIT_FIELDS: readonly Field[] = [
  PROPOSED_OUTCOME,
  { name: 'terms.amount', kind: 'money', label: { zh: '授信金额（元）', en: 'Amount (yuan)' } },
  { name: 'terms.annualRatePercent', kind: 'rate', label: { zh: '年利率（%）', en: 'Rate a year (%)' } },
  { name: 'terms.termMonths', kind: 'digits', label: { zh: '期限（月）', en: 'Term (months)' } },
  {
    name: 'terms.dayCountBasis',
    kind: 'select',
    label: { zh: '计息基数', en: 'Days of a year' },
    choices: { 360: { zh: '360 天', en: '360' }, 365: { zh: '365 天', en: '365' } },
  },
  {
    name: 'terms.repaymentMethod',
    kind: 'select',
    label: { zh: '还款方式', en: 'How it is repaid' },
    choices: REPAYMENT_METHOD_CHOICES,
  },
  REASON,
];

export const GUARANTEE_FIELDS: readonly Field[] = [
  PROPOSED_OUTCOME,
  {
    name: 'annualFeeRatePercent',
    kind: 'rate',
    label: { zh: '年担保费率（%）', en: 'Fee a year (%)' },
    optional: true,
  },
  REASON,
];

export const VERDICT_FIELDS: readonly Field[] = [
  {
    name: 'outcome',
    kind: 'radio',
    label: { zh: '复核结论', en: 'Verdict' },
    choices: { approve: { zh: '批准', en: 'Approve' }, decline: { zh: '退回经办', en: 'Send back' } },
  },
  { ...REASON, optional: true },
];
