import Joi from 'joi';
import { BREAK_CAUSE_CODES, type BreakCause } from '../../../server/core/reconciliation/break-causes.js';
import { RISK_CLASSES } from '../../../server/core/risk-class.js';
import {
  RECONCILIATION_BREAK_STATES,
  type ReconciliationBreakState,
} from '../../../server/core/states/reconciliation-break-states.js';
import type { BreakAnswerKind } from '../../../server/reconciliation/answer-break.js';
import {
  day,
  freeText,
  id,
  instant,
  moneyReply,
  pageOf,
  pageQuery,
  required,
  version,
  type PageQuery,
} from '../../fields.js';
import { bankNumber } from '../loans/schemas.js';

const STATES = Object.keys(RECONCILIATION_BREAK_STATES.states);
const count = () => Joi.number().integer().min(0);
const state = () => Joi.string().valid(...STATES);
const cause = () => Joi.string().valid(...BREAK_CAUSE_CODES);
const riskClass = () =>
  Joi.string()
    .valid(...Object.keys(RISK_CLASSES))
    .allow(null);
const bankCode = () =>
  Joi.string()
    .pattern(/^[A-Za-z0-9-]{1,32}$/, 'bank code')
    .example('BANK01');

export interface ReconciliationParams {
  readonly reconciliationId: string;
}
export const reconciliationParams = required<ReconciliationParams>({ reconciliationId: id() });

export interface BreakParams {
  readonly breakId: string;
}
export const breakParams = required<BreakParams>({ breakId: id() });

export interface ReconciliationsQuery extends PageQuery {
  readonly bankCode?: string;
}
export const reconciliationsQuery = Joi.object<ReconciliationsQuery>({ ...pageQuery, bankCode: bankCode() });

export interface BreaksQuery extends PageQuery {
  readonly state?: ReconciliationBreakState;
  readonly cause?: BreakCause;
  readonly bankCode?: string;
  readonly balanceOn?: string;
  readonly contractNumber?: string;
  readonly minimumAge?: number;
  readonly ownerUserId?: string;
}
export const breaksQuery = Joi.object<BreaksQuery>({
  ...pageQuery,
  state: state(),
  cause: cause(),
  bankCode: bankCode(),
  balanceOn: day(),
  contractNumber: bankNumber(),
  minimumAge: Joi.number()
    .integer()
    .min(0)
    .max(1000)
    .description('Opened at least so many working days ago.'),
  ownerUserId: id(),
});

export interface AnswerBody {
  readonly kind: BreakAnswerKind;
  readonly text: string;
  readonly version: number;
}
export const answerBody = required<AnswerBody>({
  kind: Joi.string()
    .valid('remark', 'explain', 'correct')
    .description('A remark leaves the state; correct: it is being corrected.'),
  text: freeText(2000),
  version: version(),
}).required();

export interface ReasonBody {
  readonly reason: string;
  readonly version: number;
}
export const reasonBody = required<ReasonBody>({ reason: freeText(2000), version: version() }).required();

export interface OwnerBody {
  readonly ownerUserId: string;
  readonly reason: string;
  readonly version: number;
}
export const ownerBody = required<OwnerBody>({
  ownerUserId: id().description('An account of the bank, or of one’s own office, that may work on breaks.'),
  reason: freeText(2000),
  version: version(),
}).required();

const changes = { opened: count(), changed: count(), resolved: count() };
export const comparisonReply = required({
  reconciliationId: id(),
  compared: count().description('Contracts that the bank named.'),
  ...changes,
});

export const reconciliationsReply = pageOf(
  required({
    reconciliationId: id(),
    bankCode: Joi.string(),
    bankName: Joi.string(),
    balanceOn: day(),
    statedCount: count(),
    stated: moneyReply().description('The sum that the bank names.'),
    ledger: moneyReply().description('The sum in our books of the same day.'),
    comparedAt: instant().allow(null),
    breaks: required(Object.fromEntries(STATES.map((each) => [each, count()]))),
  }),
);

export const breakReply = required({ breakId: id(), state: state(), version: version() });

const view = {
  breakId: id(),
  state: state(),
  version: version(),
  bankCode: Joi.string(),
  bankName: Joi.string(),
  contractNumber: Joi.string(),
  loanId: id().allow(null),
  balanceOn: day(),
  aspect: Joi.string().valid('balance', 'class', 'overdue').description('What is compared.'),
  cause: cause(),
  causeLabel: Joi.string(),
  stated: moneyReply().allow(null).description('Null where the bank’s list lacks the contract.'),
  ledger: moneyReply().allow(null).description('Null where the contract is unknown to us.'),
  difference: moneyReply().description('What the bank names less what our books say.'),
  statedClass: riskClass(),
  ledgerClass: riskClass().description('By the daily close; of a break in class or overdue.'),
  owner: required({ organisationId: id(), userId: id().allow(null), name: Joi.string().allow(null) }),
  openedOn: day(),
  closedOn: day().allow(null),
  age: count().description('Working days since it was opened, until it was resolved.'),
  ageEstimated: Joi.boolean(),
};
export const breaksReply = pageOf(required(view));

export const breakDetailReply = required({
  ...view,
  advice: Joi.string().description('What to do about the suggested cause.'),
  evidence: required({
    repaymentIds: Joi.array().items(id()),
    instalmentNumber: count().allow(null),
    fitsOn: day().allow(null).description('The day on which our books show the bank’s balance.'),
    bankOverdueFrom: day().allow(null).description('Since when, by the bank’s reports.'),
    ourOverdueFrom: day().allow(null).description('Since when, by the daily close.'),
  }),
  statements: Joi.array().items(
    required({
      revision: count(),
      balance: moneyReply(),
      riskClass: riskClass(),
      origin: Joi.string().valid('take-over', 'balance-list'),
      recordedAt: instant(),
    }),
  ),
  repayments: Joi.array().items(
    required({
      repaymentId: id(),
      serialNumber: Joi.string(),
      kind: Joi.string().valid('repayment', 'prepayment', 'reversal'),
      paidOn: day(),
      principal: moneyReply(),
      interest: moneyReply(),
      penalty: moneyReply(),
    }),
  ),
  remarks: Joi.array().items(
    required({
      kind: Joi.string().valid('remark', 'assign', 'explain', 'correct', 'accept', 'reopen'),
      text: Joi.string(),
      writtenBy: Joi.string(),
      writtenAt: instant(),
    }),
  ),
  allowed: Joi.array()
    .items(Joi.string().valid('explain', 'correct', 'accept', 'reopen'))
    .description('What the reader may do in this state.'),
});
