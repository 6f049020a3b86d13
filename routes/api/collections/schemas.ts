import Joi from 'joi';
import {
  COLLECTION_KINDS,
  COLLECTION_OUTCOMES,
  COLLECTION_URGENCIES,
  PROMISE_STATES,
  type CollectionKind,
  type CollectionOutcome,
  type CollectionUrgency,
} from '../../../server/core/collection.js';
import { COMPENSATION_CLAIM_STATES } from '../../../server/core/states/compensation-claim-states.js';
import {
  day,
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
import { loanState, riskClass } from '../loans/schemas.js';

const oneOf = (words: object): Joi.StringSchema => Joi.string().valid(...Object.keys(words));
const urgency = () => oneOf(COLLECTION_URGENCIES);
const promiseState = () => oneOf(PROMISE_STATES);

export interface WorklistQuery extends PageQuery {
  readonly bankOrganisationId?: string;
  readonly guarantorOrganisationId?: string;
  readonly urgency?: CollectionUrgency;
}
export const worklistQuery = Joi.object<WorklistQuery>({
  ...pageQuery,
  bankOrganisationId: id(),
  guarantorOrganisationId: id(),
  urgency: urgency(),
});

export interface CollectionActionBody {
  readonly kind: CollectionKind;
  readonly actedOn: string;
  readonly outcome: CollectionOutcome;
  readonly note?: string;
  readonly promise?: { readonly amount: string; readonly on: string };
  readonly nextStep?: { readonly what: string; readonly on: string };
  readonly correctsActionId?: string;
}
export const collectionActionBody = Joi.object<CollectionActionBody>({
  kind: oneOf(COLLECTION_KINDS).required(),
  actedOn: day().required(),
  outcome: oneOf(COLLECTION_OUTCOMES)
    .required()
    .description(
      'As fits the kind: a letter is delivered or comes back, a lawsuit is filed, judged, enforced.',
    )
    .example('promised'),
  note: freeText(500),
  promise: required({ amount: positiveMoney(), on: day().description('Not before actedOn.') })
    .optional()
    .description('With the outcome promised, and only with it.'),
  nextStep: required({ what: freeText(200), on: day().description('Not before actedOn.') }).optional(),
  correctsActionId: id().description("An earlier entry of one's own, in whose place this one stands."),
}).required();

export const collectionActionReply = required({ collectionActionId: id(), loanId: id() });

const promise = required({
  amount: moneyReply(),
  on: day(),
  paid: moneyReply().description('Repaid from the day of the promise through the day promised.'),
  state: promiseState(),
}).allow(null);
const nextStep = required({ what: Joi.string(), on: day() }).allow(null);

export const worklistReply = pageOf(
  required({
    loanId: id(),
    contractNumber: Joi.string(),
    borrowerName: Joi.string(),
    bankOrganisationId: id(),
    guarantorOrganisationId: id().allow(null),
    state: loanState(),
    outstanding: moneyReply(),
    pastDueSince: day(),
    daysPastDue: Joi.number().integer().min(0),
    riskClass: riskClass(),
    urgency: urgency(),
    urgencyLabel: Joi.string(),
    lastAction: required({
      kind: oneOf(COLLECTION_KINDS),
      actedOn: day(),
      outcome: oneOf(COLLECTION_OUTCOMES),
    }).allow(null),
    nextStep,
    promise,
    claimWindow: required({
      claimableFrom: day().description('From this day on the bank may claim compensation.'),
      claimBy: day().description('The end of the quarter in which that day lies.'),
      claimState: oneOf(COMPENSATION_CLAIM_STATES.states).allow(null),
    })
      .allow(null)
      .description('Null where nobody guarantees the loan any more.'),
  }),
);

export const collectionActionsReply = required({
  items: Joi.array().items(
    required({
      collectionActionId: id(),
      organisationId: id(),
      organisationName: Joi.string(),
      kind: oneOf(COLLECTION_KINDS),
      kindLabel: Joi.string(),
      actedOn: day(),
      outcome: oneOf(COLLECTION_OUTCOMES),
      outcomeLabel: Joi.string(),
      note: Joi.string().allow(null),
      promise,
      nextStep,
      correctsActionId: id().allow(null),
      correctedByActionId: id().allow(null),
      recordedByUserId: id(),
      recordedAt: instant(),
    }),
  ),
});
