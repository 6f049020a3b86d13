import Joi from 'joi';
import { CLAWBACK_GROUNDS, type ClawbackGround } from '../../../server/core/clawback/clawback-grounds.js';
import { ESCALATION_STEPS } from '../../../server/core/clawback/clawback-plan.js';
import {
  CLAWBACK_CASE_STATES,
  type ClawbackCaseState,
} from '../../../server/core/states/clawback-case-states.js';
import {
  day,
  freeText,
  hash,
  id,
  instant,
  moneyReply,
  pageOf,
  pageQuery,
  positiveMoney,
  required,
  subsidyQuarter,
  type PageQuery,
} from '../../fields.js';
import { segment } from '../subsidy-claims/schemas.js';

const state = (): Joi.StringSchema => Joi.string().valid(...Object.keys(CLAWBACK_CASE_STATES.states));
const ground = (): Joi.StringSchema => Joi.string().valid(...Object.keys(CLAWBACK_GROUNDS));
const caseNumber = (): Joi.StringSchema => Joi.string().example('ZH2025000001');

export interface CaseParams {
  readonly clawbackCaseId: string;
}
export const caseParams = required<CaseParams>({ clawbackCaseId: id() });
export interface ReceiptParams {
  readonly clawbackReceiptId: string;
}
export const receiptParams = required<ReceiptParams>({ clawbackReceiptId: id() });

export interface CasesQuery extends PageQuery {
  readonly state?: ClawbackCaseState;
}
export const casesQuery = Joi.object<CasesQuery>({ ...pageQuery, state: state() });

export interface CaseBody {
  readonly loanId: string;
  readonly ground: ClawbackGround;
  readonly fromOn: string;
  readonly untilOn?: string | null;
  readonly document: string;
  readonly article: string;
  readonly facts: string;
  readonly offset: boolean;
}
export const caseBody = Joi.object<CaseBody>({
  loanId: id().required(),
  ground: ground().required(),
  fromOn: day().required().description('The first day for which nothing should have been paid.'),
  untilOn: day()
    .allow(null)
    .description('The first day for which it may be paid again; left out where there is none.')
    .example('2025-06-21', { override: true }),
  document: freeText(200).required().description('On which document the demand rests.'),
  article: freeText(200).required(),
  facts: freeText(2000).required().description('What was found, as the notice says it.'),
  offset: Joi.boolean()
    .default(false)
    .description('Whether it may also be taken off subsidy that the borrower has coming.'),
}).required();

export interface PlanBody {
  readonly parts: readonly { readonly dueOn: string; readonly amount: string }[];
}
export const planBody = required<PlanBody>({
  parts: Joi.array()
    .items(required({ dueOn: day(), amount: positiveMoney() }))
    .min(1)
    .max(60)
    .description('In the order of their days; together what is still owed.'),
}).required();

export const withdrawalBody = required<{ reason: string }>({ reason: freeText(500) }).required();

export interface ReceiptBody {
  readonly reference: string;
  readonly receivedOn: string;
  readonly amount: string;
}
export const receiptBody = required<ReceiptBody>({
  reference: freeText(64).description('Of the payment, as the treasury books it.'),
  receivedOn: day(),
  amount: positiveMoney(),
}).required();
export const reversalBody = required<{ reference: string }>({ reference: freeText(64) }).required();

export const proposalReply = required({
  id: id(),
  number: caseNumber(),
  total: moneyReply(),
  payloadHash: hash(),
});
export const changeReply = required({ id: id(), payloadHash: hash() });
export const decisionReply = required({ id: id(), state: state() });
export const receiptReply = required({
  receiptId: id(),
  id: id(),
  state: state(),
  owed: moneyReply().description('What is still to come back.'),
});

const view = {
  id: id(),
  number: caseNumber(),
  state: state(),
  stateLabel: Joi.string(),
  loanId: id(),
  contractNumber: Joi.string(),
  borrowerName: Joi.string(),
  ground: ground(),
  groundLabel: Joi.string(),
  fromOn: day(),
  untilOn: day().allow(null),
  document: Joi.string(),
  article: Joi.string(),
  offset: Joi.boolean(),
  total: moneyReply(),
  issuedOn: day().allow(null),
  overdueSince: day().allow(null).description('The day by which the oldest late part should have come.'),
  escalation: Joi.string()
    .valid(...ESCALATION_STEPS, null)
    .description('How far it was told: borrower and district, centre, treasury.'),
  closedOn: day().allow(null),
};
const quarters = Joi.array().items(
  required({
    quarter: subsidyQuarter(),
    paid: moneyReply(),
    recomputed: moneyReply(),
    amount: moneyReply(),
    before: Joi.array().items(segment).allow(null).description('What was paid, day by day.'),
    after: Joi.array().items(segment).description('The same days with what was found.'),
  }),
);
const parts = Joi.array().items(required({ dueOn: day(), amount: moneyReply() }));

export const casesReply = pageOf(required(view));
export const caseReply = required({
  ...view,
  facts: Joi.string(),
  quarters,
  parts: parts.description('In which parts it is to come back, by the latest plan.'),
  receipts: Joi.array().items(
    required({
      receiptId: id(),
      kind: Joi.string().valid('receipt', 'offset', 'reversal'),
      reference: Joi.string(),
      receivedOn: day(),
      amount: moneyReply(),
    }),
  ),
  returned: moneyReply(),
  pending: moneyReply().description('What unpaid claims take off already.'),
  owed: moneyReply(),
  overdue: moneyReply(),
  overdueDays: Joi.number().integer().min(0),
  openProposal: required({
    payload: Joi.object().unknown(),
    payloadHash: hash(),
    makerUserId: id(),
    proposedAt: instant(),
  }).allow(null),
});

export const noticeReply = required({
  number: caseNumber(),
  issuedOn: day(),
  borrowerName: Joi.string(),
  contractNumber: Joi.string(),
  bankName: Joi.string(),
  districtName: Joi.string(),
  ground: ground(),
  groundLabel: Joi.string(),
  fromOn: day(),
  untilOn: day().allow(null),
  facts: Joi.string(),
  document: Joi.string(),
  article: Joi.string(),
  quarters,
  total: moneyReply(),
  returned: moneyReply(),
  owed: moneyReply(),
  parts,
  offset: Joi.boolean(),
  terms: required({
    id: Joi.string(),
    document: Joi.string(),
    article: Joi.string(),
    verified: Joi.boolean(),
  }),
});
