import Joi from 'joi';
import { BUDGET_LEVELS } from '../../../server/budgets/cost-split.js';
import { POLICY_EFFECTS } from '../../../server/core/policy-impact/policy-effects.js';
import {
  bands,
  cited,
  compared,
  count,
  group,
  groupedByCategory,
  groupedByDistrict,
  groupedByKind,
} from './figure-schemas.js';
import { losses } from './loss-schemas.js';
import { REFUSAL_CAUSES } from './present-guarantees.js';
import {
  day,
  hash,
  id,
  instant,
  moneyReply,
  pageOf,
  pageQuery,
  required,
  subsidyQuarter,
  type PageQuery,
} from '../../fields.js';

const MOST_QUARTERS = 8;

export interface ImpactParams {
  readonly impactId: string;
}
export const impactParams = required<ImpactParams>({ impactId: id() });

export interface ImpactBody {
  readonly quarters: readonly string[];
  readonly assumedFrom?: string;
}
export const impactBody = required<ImpactBody>({
  quarters: Joi.array()
    .items(subsidyQuarter())
    .min(1)
    .max(MOST_QUARTERS)
    .unique()
    .example(['2025Q1', '2025Q2'])
    .description('One quarter after another, past ones or such that follow the repayment schedules.'),
  assumedFrom: day()
    .optional()
    .description(
      'Takes the draft to hold from an earlier day than its own, to weigh it on loans that exist.',
    ),
}).required();

export const impactsQuery = Joi.object<PageQuery>(pageQuery);

const impact = {
  id: id(),
  draftId: id(),
  draftLabel: Joi.string().description('What the draft is about.'),
  draftHash: hash().description('The content that was computed.'),
  state: Joi.string().valid('queued', 'running', 'done', 'failed'),
  quarters: Joi.array().items(Joi.string()),
  assumedFrom: day(),
  asOf: day().description(
    'The day up to which the book is known; later days follow the repayment schedules.',
  ),
  loansSeen: count(),
  resultHash: hash().allow(null),
  requestedByUserId: id(),
  createdAt: instant(),
  endedAt: instant().allow(null),
};

const refused = {
  guaranteesGiven: count().description('Guarantees given in the past months of the quarters.'),
  givenAmount: moneyReply(),
  refusedInForce: count(),
  refusedDrafted: count(),
  refusedAmountInForce: moneyReply(),
  refusedAmountDrafted: moneyReply(),
  refusedDifference: moneyReply(),
};

/** Which new guarantees a draft of thresholds, multiples or limits refuses. */
const guarantees = {
  guarantees: required(refused)
    .allow(null)
    .description(
      'New guarantees given once more under both; null of a draft that changes none by its nature.',
    ),
  refusingOrganisations: Joi.array()
    .items(
      required({
        organisationId: id(),
        name: Joi.string(),
        refusalCause: Joi.string().valid(...Object.keys(REFUSAL_CAUSES)),
        refusalLabel: Joi.string(),
        highestRatePercent: Joi.string()
          .pattern(/^\d{1,5}\.\d{2}$/, 'percent')
          .allow(null),
        stoppedMonthsInForce: count(),
        stoppedMonthsDrafted: count(),
        refusedInForce: count(),
        refusedDrafted: count(),
        refusedAmountInForce: moneyReply(),
        refusedAmountDrafted: moneyReply(),
      }),
    )
    .description('Banks, guarantors and districts that would have been stopped or full.'),
  guaranteesByMonth: Joi.array().items(required({ from: day(), ...refused })),
  guaranteesByDistrict: Joi.array().items(
    required({ districtOrganisationId: id(), name: Joi.string(), ...refused }),
  ),
  guaranteesByKind: Joi.array().items(
    required({ borrowerKind: Joi.string().valid('individual', 'enterprise'), ...refused }),
  ),
  guaranteesByCategory: Joi.array().items(required({ label: Joi.string(), ...refused })),
};

const result = required({
  ...guarantees,
  ...losses,
  total: required(group),
  refusedLoans: count().description(
    'Loans that the policy in force would have made, and the draft would not.',
  ),
  unjudgedLoans: count().description(
    'Loans of which the draft asks what nobody put on record; they count as made.',
  ),
  effect: Joi.string()
    .valid(...Object.keys(POLICY_EFFECTS))
    .allow(null)
    .description('What the draft does to the money; null in estimates from before it was told.'),
  changesSubsidy: Joi.boolean()
    .allow(null)
    .description('False where the draft can change no subsidy: both figures are the same by nature.'),
  projected: Joi.boolean(),
  basis: Joi.array().items(Joi.string()).description('On what the figures rest, for people.'),
  byQuarter: Joi.array().items(required({ ...compared, quarter: Joi.string(), projected: Joi.boolean() })),
  byLevel: Joi.array()
    .items(required({ ...compared, level: Joi.string().valid(...BUDGET_LEVELS) }))
    .description('Which level of government pays.'),
  byDistrict: groupedByDistrict(),
  byKind: groupedByKind(),
  byCategory: groupedByCategory(),
  distribution: bands().description(
    'Loans by how much their subsidy changes over all quarters: from, until (exclusive).',
  ),
  versions: cited().description('Every regime that the figures follow from.'),
});

export const requestedReply = required({ id: id() });
export const impactsReply = pageOf(required(impact));
export const impactReply = required({ ...impact, result: result.allow(null) });
