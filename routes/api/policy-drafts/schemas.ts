import Joi from 'joi';
import { POLICY_FORMS } from '../../../server/core/policy/policy-forms.js';
import type {
  Jurisdiction,
  PolicyParameter,
  PolicyVersion,
} from '../../../server/core/policy/policy-parameters.js';
import type { PolicyDraftKind } from '../../../server/core/policy/draft-content.js';
import {
  POLICY_DRAFT_STATES,
  type PolicyDraftState,
} from '../../../server/core/states/policy-draft-states.js';
import {
  day,
  freeText,
  hash,
  id,
  instant,
  pageOf,
  pageQuery,
  ratePercent,
  required,
  type PageQuery,
} from '../../fields.js';
import { sourceReply } from '../policy/sources.js';

const MOST_DAYS_IN_LIST = 120;
const FIRST_YEAR = 2019;
const LAST_YEAR = 2100;

export const parameter = (): Joi.StringSchema =>
  Joi.string()
    .valid(...Object.keys(POLICY_FORMS))
    .example('cap-individual');
const jurisdiction = (): Joi.StringSchema => Joi.string().valid('national', 'guangdong', 'guangzhou');
const draftKind = (): Joi.StringSchema => Joi.string().valid('parameter', 'loan-prime-rate', 'calendar-year');
const state = (): Joi.StringSchema => Joi.string().valid(...Object.keys(POLICY_DRAFT_STATES.states));
const document = (): Joi.StringSchema =>
  freeText(200).example('财金〔2025〕1号').description('Number and title of the document that says so.');
const verified = (): Joi.BooleanSchema =>
  Joi.boolean().description(
    'Whether somebody has read it in the official text; otherwise it is shown as 待核实.',
  );
const year = (): Joi.NumberSchema => Joi.number().integer().min(FIRST_YEAR).max(LAST_YEAR).example(2027);

export interface DraftParams {
  readonly draftId: string;
}
export const draftParams = required<DraftParams>({ draftId: id() });

export interface DraftsQuery extends PageQuery {
  readonly state?: PolicyDraftState;
  readonly kind?: PolicyDraftKind;
  readonly parameter?: PolicyParameter;
}
export const draftsQuery = Joi.object<DraftsQuery>({
  ...pageQuery,
  state: state(),
  kind: draftKind(),
  parameter: parameter(),
});

export interface VersionsQuery {
  readonly parameter: PolicyParameter;
}
export const versionsQuery = required<VersionsQuery>({ parameter: parameter() });

export interface ParameterBody {
  readonly parameter: PolicyParameter;
  readonly jurisdiction: Jurisdiction;
  readonly effectiveFrom: string;
  readonly value: PolicyVersion['value'];
  readonly document: string;
  readonly article: string;
  readonly verified: boolean;
  readonly note?: string;
}
export const parameterBody = required<ParameterBody>({
  parameter: parameter(),
  jurisdiction: jurisdiction(),
  effectiveFrom: day().description(
    'The first day on which it holds; a day in the past makes it retroactive.',
  ),
  value: Joi.object()
    .unknown()
    .max(10)
    .example({ yuan: '300000.00' })
    .description('As the form of the parameter has it, see listPolicyForms.'),
  document: document(),
  article: freeText(200).example('第三条').description('The article, or the subject of the clause.'),
  verified: verified(),
  note: freeText(500).optional(),
}).required();

export interface LoanPrimeRateBody {
  readonly publishedOn: string;
  readonly oneYearRatePercent: string;
  readonly fiveYearRatePercent?: string;
  readonly document: string;
  readonly verified: boolean;
}
export const loanPrimeRateBody = required<LoanPrimeRateBody>({
  publishedOn: day(),
  oneYearRatePercent: ratePercent(),
  fiveYearRatePercent: ratePercent().optional(),
  document: document(),
  verified: verified(),
}).required();

export interface CalendarYearBody {
  readonly year: number;
  readonly document: string;
  readonly holidays: readonly string[];
  readonly workdays: readonly string[];
}
const days = (example: string): Joi.ArraySchema =>
  Joi.array().items(day()).max(MOST_DAYS_IN_LIST).example([example]);
export const calendarYearBody = required<CalendarYearBody>({
  year: year(),
  document: document(),
  holidays: days('2027-01-01').description('Days off outside the plain weekend rule, each one named.'),
  workdays: days('2027-02-06').description('Weekend days on which is worked.'),
}).required();

export interface WithdrawalBody {
  readonly reason: string;
}
export const withdrawalBody = required<WithdrawalBody>({ reason: freeText(500) }).required();

export const draftedReply = required({ id: id(), contentHash: hash() });
export const proposedReply = required({ id: id(), payloadHash: hash() });
export const withdrawnReply = required({ id: id(), state: state() });
export const decidedReply = required({
  id: id(),
  state: state(),
  policyId: Joi.string().allow(null).description('What every later computation names.'),
});

const draft = {
  id: id(),
  kind: draftKind(),
  subject: Joi.string().description('The parameter, the day of the publication, or the year.'),
  label: Joi.string(),
  effectiveFrom: day(),
  content: Joi.object().unknown().description('As it was drafted.'),
  contentHash: hash(),
  state: state(),
  stateLabel: Joi.string(),
  reason: Joi.string().allow(null),
  makerUserId: id(),
  checkerUserId: id().allow(null),
  createdAt: instant(),
  closedAt: instant().allow(null),
};
export const draftsReply = pageOf(required(draft));

const version = required({
  parameter: parameter(),
  jurisdiction: jurisdiction(),
  effectiveFrom: day(),
  value: Joi.object().unknown(),
  note: Joi.string().allow(null),
  source: sourceReply(),
});
export const draftReply = required({
  ...draft,
  inForce: version.allow(null).description('What holds on the draft’s day without it.'),
  takesEffect: Joi.boolean().description('False where a version of a nearer jurisdiction holds anyway.'),
  openProposal: required({
    payload: Joi.object().unknown(),
    payloadHash: hash(),
    makerUserId: id(),
    proposedAt: instant(),
  }).allow(null),
});

export const versionsReply = pageOf(
  version.keys({
    makerUserId: id().allow(null).required(),
    checkerUserId: id().allow(null).required(),
  }),
);

export const formsReply = pageOf(
  required({
    parameter: parameter(),
    label: Joi.string(),
    changesSubsidy: Joi.boolean().description('Whether another value of it can change what is paid.'),
    says: Joi.string().description('What another value does to the money, for people.'),
    valueText: Joi.string()
      .allow(null)
      .description('The value in force today in words; null where there is none.'),
    effectiveFrom: day().allow(null).description('Since when.'),
    inForce: version.allow(null).description('The version in force today.'),
    variants: Joi.array().items(
      Joi.object()
        .pattern(Joi.string(), Joi.object().unknown())
        .description('Field by field, what it may hold.'),
    ),
  }),
);
