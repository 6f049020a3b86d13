import Joi from 'joi';
import { CLASS_REASONS, RISK_CLASSES } from '../../../server/core/risk-class.js';
import { REPAYMENT_METHODS } from '../../../server/core/instalment.js';
import { BANK_EVENT_KINDS, LOAN_EVENT_KINDS } from '../../../server/core/loan-history.js';
import { LOAN_FLAGS } from '../../../server/loans/find-loan.js';
import { LOAN_STATES } from '../../../server/core/states/loan-states.js';
import {
  day,
  freeText,
  id,
  instant,
  moneyReply,
  pageOf,
  pageQuery,
  ratePercent,
  required,
  type PageQuery,
} from '../../fields.js';

/** A number that a bank gives: a contract, a serial number, a reference. */
export const bankNumber = (): Joi.StringSchema =>
  Joi.string()
    .max(64)
    .pattern(/^[\p{L}\p{N}][\p{L}\p{N}/_.#-]*$/u, 'number of a bank')
    .description('A number that the bank gives: letters, digits and - / _ . #')
    .example('GZCD202500001');

export const riskClass = (): Joi.StringSchema => Joi.string().valid(...Object.keys(RISK_CLASSES));
export const classReason = (): Joi.StringSchema =>
  Joi.string()
    .valid(...Object.keys(CLASS_REASONS))
    .allow(null)
    .description('Null exactly for the class pass.');
export const loanState = (): Joi.StringSchema => Joi.string().valid(...Object.keys(LOAN_STATES.states));
export const reason = (): Joi.StringSchema => freeText(500);

export interface LoanParams {
  readonly loanId: string;
}
export const loanParams = Joi.object<LoanParams>({ loanId: id().required() });

export interface LoansQuery extends PageQuery {
  readonly state?: keyof typeof LOAN_STATES.states;
  readonly bankOrganisationId?: string;
  readonly districtOrganisationId?: string;
  readonly contractNumber?: string;
  readonly disbursedFrom?: string;
  readonly disbursedUntil?: string;
}
export const loansQuery = Joi.object<LoansQuery>({
  ...pageQuery,
  state: loanState(),
  bankOrganisationId: id(),
  districtOrganisationId: id(),
  contractNumber: bankNumber(),
  disbursedFrom: day().description('Disbursed on this day or later.'),
  disbursedUntil: day().description('Disbursed before this day.'),
});

const summary = {
  loanId: id(),
  contractNumber: Joi.string(),
  bankOrganisationId: id(),
  districtOrganisationId: id(),
  borrowerKind: Joi.string().valid('individual', 'enterprise'),
  borrowerName: Joi.string().description('Masked for those who need not know an individual’s name.'),
  principal: moneyReply(),
  annualRatePercent: ratePercent(),
  outstanding: moneyReply(),
  disbursedOn: day(),
  maturesOn: day(),
  state: loanState(),
  origin: Joi.string().valid('application', 'take-over'),
};

export const loansReply = pageOf(required(summary));

const instalment = {
  number: Joi.number().integer().min(1),
  dueOn: day(),
  principal: moneyReply(),
  interest: moneyReply(),
};

export const loanReply = required({
  ...summary,
  applicationId: id().allow(null),
  guarantorOrganisationId: id().allow(null),
  bankName: Joi.string(),
  districtName: Joi.string(),
  guarantorName: Joi.string().allow(null),
  borrowerCategory: Joi.string().allow(null),
  dayCountBasis: Joi.number().valid(360, 365),
  repaymentMethod: Joi.string().valid(...REPAYMENT_METHODS),
  termMonths: Joi.number().integer(),
  extendedUntil: day().allow(null),
  interestPaid: moneyReply(),
  penaltyPaid: moneyReply(),
  settledOn: day().allow(null),
  guaranteeBalance: moneyReply().allow(null),
  standing: required({
    closedThrough: day().allow(null).description('The last business date that is closed.'),
    pastDueSince: day().allow(null),
    daysPastDue: Joi.number().integer().min(0).description('On the last business date that is closed.'),
    riskClass: riskClass(),
    reason: classReason(),
  }).description('Days past due and class by the last daily close.'),
  nextInstalment: required(instalment).allow(null).description('By the schedule drawn up at disbursement.'),
  flags: Joi.array()
    .items(Joi.string().valid(...LOAN_FLAGS))
    .description('Where a loan that was taken over differs from the policy of its day.'),
  controlBalance: moneyReply().allow(null).description('The balance that the bank named at the take-over.'),
  controlBalanceOn: day().allow(null),
  jobsToCreate: Joi.number().integer(),
  createdAt: instant(),
  updatedAt: instant(),
  version: Joi.number().integer(),
});

export const instalmentsReply = required({
  items: Joi.array().items(required({ ...instalment, balanceAfter: moneyReply() })),
});

export const repaymentKind = (): Joi.StringSchema => Joi.string().valid('repayment', 'prepayment');

export const repaymentsReply = pageOf(
  required({
    repaymentId: id(),
    serialNumber: Joi.string(),
    kind: Joi.string().valid('repayment', 'prepayment', 'reversal'),
    paidOn: day(),
    principal: moneyReply(),
    interest: moneyReply(),
    penalty: moneyReply(),
    reversesRepaymentId: id().allow(null),
    reversedByRepaymentId: id().allow(null),
    recordedAt: instant(),
  }),
);

export const repaymentReply = required({
  repaymentId: id(),
  loanId: id(),
  state: loanState(),
  outstanding: moneyReply(),
});

export const bankEventKind = (): Joi.StringSchema => Joi.string().valid(...BANK_EVENT_KINDS);
const loanEventKind = (): Joi.StringSchema => Joi.string().valid(...LOAN_EVENT_KINDS);

export const loanEventsReply = required({
  items: Joi.array().items(
    required({
      loanEventId: id(),
      kind: loanEventKind(),
      fromOn: day(),
      untilOn: day().allow(null),
      newRatePercent: ratePercent().allow(null),
      note: Joi.string().allow(null),
      source: Joi.string().valid('bank', 'daily-close', 'officer'),
      revision: Joi.number().integer().min(1),
      withdrawn: Joi.boolean().description('Whether this revision takes the event back.'),
      recordedAt: instant(),
    }),
  ),
});

export const loanEventReply = required({
  loanEventId: id(),
  loanId: id(),
  revision: Joi.number().integer().min(1),
  state: loanState(),
  changed: Joi.boolean().description('False when the same had been reported before.'),
});

const extensionState = Joi.string().valid('requested', 'granted', 'refused');

export const extensionReply = required({ extensionId: id(), loanId: id(), state: extensionState });

export const extensionsReply = required({
  items: Joi.array().items(
    required({
      extensionId: id(),
      requestedUntil: day(),
      reason: Joi.string(),
      state: extensionState,
      requestedAt: instant(),
      decidedAt: instant().allow(null),
      decisionReason: Joi.string().allow(null),
      financialDifficulty: Joi.boolean(),
    }),
  ),
});
