import Joi from 'joi';
import { BUDGET_LEVELS, type BudgetLevel } from '../../../server/budgets/cost-split.js';
import { format, type InFormat } from '../reports/schemas.js';
import {
  freeText,
  id,
  instant,
  moneyReply,
  pageOf,
  pageQuery,
  positiveMoney,
  required,
  type PageQuery,
} from '../../fields.js';

const FIRST_YEAR = 2020;
const LAST_YEAR = 2100;

const year = (): Joi.NumberSchema => Joi.number().integer().min(FIRST_YEAR).max(LAST_YEAR).example(2025);
const level = (): Joi.StringSchema => Joi.string().valid(...BUDGET_LEVELS);
const districtCode = (): Joi.StringSchema =>
  Joi.string()
    .pattern(/^\d{6}$/, 'district code')
    .example('440106');
const document = (): Joi.StringSchema => freeText(200).example('穗财〔2025〕1号');
const payloadHash = (): Joi.StringSchema =>
  Joi.string()
    .pattern(/^[0-9a-f]{64}$/, 'hash')
    .example('0'.repeat(64))
    .description('The hash of the proposal that was read; another one answers 409 approval-does-not-match.');

export const budgetParams = required<{ budgetId: string }>({ budgetId: id() });

export interface BudgetsQuery extends PageQuery {
  readonly year?: number;
  readonly level?: BudgetLevel;
}
export const budgetsQuery = Joi.object<BudgetsQuery>({ ...pageQuery, year: year(), level: level() });
export interface YearQuery {
  readonly year: number;
}
export const yearQuery = required<YearQuery>({ year: year() });
export const yearFileQuery = Joi.object<YearQuery & InFormat>({ year: year().required(), format: format() });
export const entriesQuery = Joi.object<PageQuery>(pageQuery);

export interface AllotmentBody {
  readonly year: number;
  readonly level: BudgetLevel;
  readonly districtCode?: string;
  readonly amount: string;
  readonly document: string;
}
export const allotmentBody = required<AllotmentBody>({
  year: year(),
  level: level(),
  districtCode: districtCode().optional().description('Of a district budget, and only of one.'),
  amount: positiveMoney(),
  document: document().description('Number and title of the document that grants the money.'),
}).required();

export type CarryOverBody = Pick<AllotmentBody, 'amount' | 'document'>;
export const carryOverBody = required<CarryOverBody>({
  amount: positiveMoney(),
  document: document().description('Number and title of the document that lets the money be used next year.'),
}).required();

export interface AllotmentDecisionBody {
  readonly payloadHash: string;
  readonly outcome: 'approve' | 'decline';
  readonly reason?: string;
}
export const decisionBody = required<AllotmentDecisionBody>({
  payloadHash: payloadHash(),
  outcome: Joi.string().valid('approve', 'decline'),
  reason: freeText(500).optional(),
}).required();

export const proposalReply = required({ id: id(), approvalId: id(), payloadHash: payloadHash() });
export const decidedReply = required({ id: id(), outcome: Joi.string().valid('approve', 'decline') });

const budget = {
  id: id(),
  year: year(),
  level: level(),
  districtCode: districtCode().allow(null),
  allotted: moneyReply(),
  returned: moneyReply(),
  reserved: moneyReply(),
  committed: moneyReply(),
  paid: moneyReply(),
  available: moneyReply(),
  usedPercent: Joi.string().pattern(/^\d{1,3}\.\d{2}$/, 'percent'),
};
export const budgetsReply = pageOf(required(budget));

const openProposal = () =>
  required({
    amount: moneyReply(),
    document: Joi.string(),
    payloadHash: payloadHash(),
    proposedAt: instant(),
  }).allow(null);
export const budgetReply = required({
  ...budget,
  openAllotment: openProposal(),
  openCarryOver: openProposal(),
});

export const entriesReply = pageOf(
  required({
    id: id(),
    kind: Joi.string().valid(
      'allot',
      'carry-out',
      'carry-in',
      'reserve',
      'release',
      'commit',
      'pay',
      'return',
    ),
    amount: moneyReply(),
    subject: required({ kind: Joi.string(), id: id() }),
    recordedAt: instant(),
  }),
);
