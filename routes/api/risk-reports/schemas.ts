import Joi from 'joi';
import { BORROWER_CATEGORIES } from '../../../server/core/borrower-categories.js';
import { INDUSTRY_SECTIONS } from '../../../server/core/industry-sections.js';
import type { RiskClass } from '../../../server/core/risk-class.js';
import { AGEING_BUCKETS, type AgeingBucket } from '../../../server/core/risk-reports/ageing.js';
import { LOAN_STAGES, type LoanStage } from '../../../server/core/risk-reports/loan-stages.js';
import {
  CONCENTRATION_COLUMNS,
  type ConcentrationKind,
} from '../../../server/risk-reports/find-concentrations.js';
import { ROLL_RATE_STATES, type RollRateKind } from '../../../server/risk-reports/find-roll-rates.js';
import { calendarQuarter, day, id, moneyReply, pageQuery, required, type PageQuery } from '../../fields.js';
import { riskClass } from '../loans/schemas.js';

const oneOf = (table: object): Joi.StringSchema => Joi.string().valid(...Object.keys(table));
const count = (): Joi.NumberSchema => Joi.number().integer().min(0);
const basisPoints = (): Joi.NumberSchema =>
  count().max(10_000).description('In basis points, rounded half up.');

/** Asks for the loans of which something is not known. */
export const UNKNOWN = 'unknown';

const asOf = (): Joi.StringSchema =>
  day().description('A business date that is closed; left out: the last one.');

export interface DayQuery {
  readonly asOf?: string;
}
export const dayQuery = Joi.object<DayQuery>({ asOf: asOf() });

const sums = { loans: count(), outstanding: moneyReply() };

export const ageingReply = required({
  asOf: day(),
  total: required(sums),
  buckets: Joi.array().items(required({ ageing: oneOf(AGEING_BUCKETS), name: Joi.string(), ...sums })),
  classes: Joi.array().items(required({ riskClass: riskClass(), name: Joi.string(), ...sums })),
}).description('Loans that their banks hold; buckets and classes each add up to the total.');

export interface RollRatesQuery extends DayQuery {
  readonly from?: string;
  readonly by: RollRateKind;
}
export const rollRatesQuery = Joi.object<RollRatesQuery>({
  from: day().description('The earlier day; left out: a month before.'),
  asOf: asOf(),
  by: oneOf(ROLL_RATE_STATES).default('risk-class'),
});

const state = (): Joi.StringSchema =>
  Joi.string().description('A class or bucket, new, or how the loan ended.');
export const rollRatesReply = required({
  from: day(),
  asOf: day(),
  by: oneOf(ROLL_RATE_STATES),
  rows: Joi.array().items(
    required({
      from: state(),
      name: Joi.string(),
      ...sums,
      cells: Joi.array().items(
        required({ to: state(), name: Joi.string(), ...sums, shareBasisPoints: basisPoints() }),
      ),
    }),
  ),
}).description('Money as it was owed on the first day; of a new loan as it was disbursed.');

export interface VintagesQuery extends DayQuery {
  readonly daysPastDue: number;
}
export const vintagesQuery = Joi.object<VintagesQuery>({
  asOf: asOf(),
  daysPastDue: Joi.number()
    .integer()
    .min(0)
    .max(3_650)
    .default(90)
    .description('More days past due than these are a default.'),
});
export const vintagesReply = required({
  asOf: day(),
  daysPastDue: count(),
  vintages: Joi.array().items(
    required({
      quarter: calendarQuarter(),
      loans: count(),
      disbursed: moneyReply(),
      points: Joi.array().items(
        required({
          age: count().description('Quarters since that of the disbursement.'),
          on: day(),
          loans: count(),
          defaulted: moneyReply(),
          shareBasisPoints: basisPoints(),
        }),
      ),
    }),
  ),
}).description('Twenty quarters at most. A compensated loan stays in default with what was owed then.');

export interface ConcentrationsQuery extends DayQuery {
  readonly by: ConcentrationKind;
}
export const concentrationsQuery = Joi.object<ConcentrationsQuery>({
  asOf: asOf(),
  by: oneOf(CONCENTRATION_COLUMNS).default('bank'),
});
export const concentrationsReply = required({
  asOf: day(),
  by: oneOf(CONCENTRATION_COLUMNS),
  total: required(sums),
  groups: Joi.array().items(
    required({
      key: Joi.string().allow(null).description('Null where it is not known.'),
      name: Joi.string().allow(null),
      ...sums,
      shareBasisPoints: basisPoints(),
      overdue: moneyReply(),
      nonPerforming: moneyReply(),
    }),
  ),
});

export interface ReportedLoansQuery extends PageQuery, DayQuery {
  readonly stage: LoanStage;
  readonly ageing?: AgeingBucket;
  readonly riskClass?: RiskClass;
  readonly bankOrganisationId?: string;
  readonly guarantorOrganisationId?: string;
  readonly districtOrganisationId?: string;
  readonly borrowerCategory?: string;
  readonly industry?: string;
  readonly disbursedIn?: string;
}
export const reportedLoansQuery = Joi.object<ReportedLoansQuery>({
  ...pageQuery,
  asOf: asOf(),
  stage: oneOf(LOAN_STAGES).default('held'),
  ageing: oneOf(AGEING_BUCKETS),
  riskClass: riskClass(),
  bankOrganisationId: id(),
  guarantorOrganisationId: Joi.alternatives(id(), Joi.string().valid(UNKNOWN)),
  districtOrganisationId: id(),
  borrowerCategory: Joi.string().valid(...Object.keys(BORROWER_CATEGORIES), UNKNOWN),
  industry: Joi.string().valid(...Object.keys(INDUSTRY_SECTIONS), UNKNOWN),
  disbursedIn: calendarQuarter(),
});
export const reportedLoansReply = required({
  asOf: day(),
  items: Joi.array().items(
    required({
      loanId: id(),
      contractNumber: Joi.string(),
      borrowerName: Joi.string().description('Masked for those who need not know an individual’s name.'),
      bankOrganisationId: id(),
      guarantorOrganisationId: id().allow(null),
      districtOrganisationId: id(),
      borrowerCategory: Joi.string().allow(null),
      industry: Joi.string().allow(null),
      disbursedOn: day(),
      principal: moneyReply(),
      outstanding: moneyReply().description('Of a compensated loan what was owed then.'),
      pastDueSince: day().allow(null),
      daysPastDue: count(),
      riskClass: riskClass(),
      ageing: oneOf(AGEING_BUCKETS),
      stage: oneOf(LOAN_STAGES),
    }),
  ),
  nextCursor: Joi.string().allow(null),
});
