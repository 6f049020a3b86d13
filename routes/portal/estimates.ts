import Joi from 'joi';
import type { System } from '../../server/context.js';
import { addMonths } from '../../server/core/business-date.js';
import { DEFAULT_DAY_COUNT_BASIS } from '../../server/core/day-count.js';
import { REPAYMENT_METHODS, type RepaymentMethod } from '../../server/core/instalment.js';
import { parseYuan } from '../../server/core/money.js';
import type { BorrowerKind } from '../../server/core/policy/subsidy-policy.js';
import { formatRate, parseRate } from '../../server/core/rate.js';
import { repaymentSchedule, type RepaymentSchedule } from '../../server/core/repayment-schedule.js';
import { quoteSubsidy, type SubsidyQuote } from '../../server/core/subsidy-quote.js';
import { positiveMoney } from '../fields.js';
import { rateUpTo100 } from '../api/calculators/fields.js';
import { validate } from '../middleware/validate.js';
import type { Field } from './fields.js';
import type { FormValues } from './page.js';
import { REPAYMENT_METHOD_CHOICES } from './words.js';

interface LoanWanted {
  readonly principal: string;
  readonly annualRatePercent: string;
  readonly termMonths: number;
  readonly method: RepaymentMethod;
}

interface SubsidyWanted extends LoanWanted {
  readonly borrowerKind: BorrowerKind;
}

const LONGEST_ESTIMATE_MONTHS = 60;

const loanKeys = {
  principal: positiveMoney().required(),
  annualRatePercent: rateUpTo100().required(),
  termMonths: Joi.number().integer().min(1).max(LONGEST_ESTIMATE_MONTHS).required(),
  method: Joi.string()
    .valid(...REPAYMENT_METHODS)
    .required(),
};
const loanWanted = Joi.object<LoanWanted>(loanKeys);
const subsidyWanted = Joi.object<SubsidyWanted>({
  ...loanKeys,
  borrowerKind: Joi.string().valid('individual', 'enterprise').required(),
});

const LOAN_FIELDS: readonly Field[] = [
  { name: 'principal', kind: 'money', label: { zh: '贷款金额（元）', en: 'Amount (yuan)' } },
  { name: 'annualRatePercent', kind: 'rate', label: { zh: '年利率（%）', en: 'Rate a year (%)' } },
  { name: 'termMonths', kind: 'digits', label: { zh: '期限（月）', en: 'Term (months)' } },
  {
    name: 'method',
    kind: 'select',
    label: { zh: '还款方式', en: 'How it is repaid' },
    choices: REPAYMENT_METHOD_CHOICES,
  },
];

const SUBSIDY_FIELDS: readonly Field[] = [
  {
    name: 'borrowerKind',
    kind: 'radio',
    label: { zh: '谁来借款', en: 'Who borrows' },
    choices: {
      individual: { zh: '个人', en: 'An individual' },
      enterprise: { zh: '小微企业', en: 'A small enterprise' },
    },
  },
  ...LOAN_FIELDS,
];

/** The fields of both calculators on one page: each form has its own names in the document. */
export const ESTIMATE_FIELDS = { subsidy: SUBSIDY_FIELDS, repayment: LOAN_FIELDS };
export type EstimateKind = keyof typeof ESTIMATE_FIELDS;

/** What stands in the calculators before anybody has typed. The rate is the prime rate of the day. */
export function usualLoan({ clock, referenceData }: System): FormValues {
  const { value } = referenceData.current().policyBook.loanPrimeRateOn(clock.today());
  return {
    borrowerKind: 'individual',
    principal: '300000.00',
    annualRatePercent: formatRate(value),
    termMonths: '36',
    method: 'interest-monthly',
  };
}

const scheduleOf = (
  wanted: LoanWanted,
  disbursedOn: ReturnType<System['clock']['today']>,
): RepaymentSchedule =>
  repaymentSchedule({
    method: wanted.method,
    principal: parseYuan(wanted.principal),
    annualRate: parseRate(wanted.annualRatePercent),
    termMonths: wanted.termMonths,
    disbursedOn,
    dayCountBasis: DEFAULT_DAY_COUNT_BASIS,
  });

/** 我要还多少: the instalments of a loan paid out today. Fails: malformed. */
export function estimateRepayment({ clock }: System, values: FormValues): RepaymentSchedule {
  return scheduleOf(validate(loanWanted, values, true), clock.today());
}

/**
 * 我能得到多少贴息: the subsidy of a loan paid out today and repaid on time, over its whole term. Fails: malformed,
 * rate-above-ceiling, no-policy-in-force.
 */
export function estimateSubsidy({ clock, referenceData }: System, values: FormValues): SubsidyQuote {
  const wanted = validate(subsidyWanted, values, true);
  const disbursedOn = clock.today();
  const { instalments } = scheduleOf(wanted, disbursedOn);
  const maturesOn = addMonths(disbursedOn, wanted.termMonths);
  const loan = {
    principal: parseYuan(wanted.principal),
    annualRate: parseRate(wanted.annualRatePercent),
    dayCountBasis: DEFAULT_DAY_COUNT_BASIS,
    disbursedOn,
    maturesOn,
    principalChanges: instalments.map(({ dueOn, balanceAfter }) => ({ on: dueOn, principal: balanceAfter })),
    rateChanges: [],
    excludedPeriods: [],
  };
  const period = { from: disbursedOn, until: maturesOn };
  return quoteSubsidy(
    { borrowerKind: wanted.borrowerKind, region: 'eastern', loan, period },
    referenceData.current().policyBook,
  );
}
