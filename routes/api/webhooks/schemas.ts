import Joi from 'joi';
import { WEBHOOK_TOPIC_NAMES, type WebhookTopic } from '../../../server/webhooks/topics.js';
import { freeText, id, instant, pageOf, pageQuery, type PageQuery } from '../../fields.js';

export interface SubscriptionParams {
  readonly subscriptionId: string;
}
export interface DeliveryParams {
  readonly deliveryId: string;
}

export const subscriptionParams = Joi.object<SubscriptionParams>({
  subscriptionId: id().required(),
}).required();
export const deliveryParams = Joi.object<DeliveryParams>({ deliveryId: id().required() }).required();

const topic = (): Joi.StringSchema => Joi.string().valid(...WEBHOOK_TOPIC_NAMES);
const topics = (): Joi.ArraySchema => Joi.array().items(topic()).unique().min(1);
const deliveryState = (): Joi.StringSchema => Joi.string().valid('due', 'delivered', 'dead', 'discarded');

export interface NewSubscriptionBody {
  readonly apiClientId: string;
  readonly url: string;
  readonly topics: readonly WebhookTopic[];
}

export const newSubscriptionBody = Joi.object<NewSubscriptionBody>({
  apiClientId: id()
    .required()
    .description('Whose signing keys sign the messages, and whose bank they are about.'),
  url: Joi.string()
    .max(512)
    .pattern(/^https?:\/\/[\x21-\x7e]+$/, 'address')
    .required()
    .description('Its scheme, host and port stand in the list of allowed destinations.')
    .example('https://hooks.bank.example/suidai'),
  topics: topics().required(),
}).required();

export const proposedReply = Joi.object({ subscriptionId: id().required() });
export const reasonBody = Joi.object<{ reason: string }>({ reason: freeText(200).required() }).required();
export const subscriptionsQuery = Joi.object<PageQuery>(pageQuery);

export const subscriptionsReply = pageOf(
  Joi.object({
    subscriptionId: id(),
    apiClientId: id(),
    organisationId: id(),
    url: Joi.string(),
    topics: topics(),
    state: Joi.string().valid('proposed', 'active', 'disabled'),
    createdAt: instant(),
    activatedAt: instant().allow(null),
  }).prefs({ presence: 'required' }),
);

export interface DeliveriesQuery extends PageQuery {
  readonly state?: 'due' | 'delivered' | 'dead' | 'discarded';
  readonly subscriptionId?: string;
}

export const deliveriesQuery = Joi.object<DeliveriesQuery>({
  ...pageQuery,
  state: deliveryState().description('`dead`: what could not be delivered.'),
  subscriptionId: id(),
});

export const deliveryReply = Joi.object({
  deliveryId: id(),
  subscriptionId: id(),
  messageId: id(),
  topic: Joi.string(),
  aggregateKind: Joi.string(),
  aggregateId: id(),
  state: deliveryState(),
  attempts: Joi.number().integer(),
  availableAt: instant().description('When it is tried next, while it is due.'),
  createdAt: instant(),
  deliveredAt: instant().allow(null),
}).prefs({ presence: 'required' });
export const deliveriesReply = pageOf(deliveryReply);

export const attemptsReply = Joi.object({
  items: Joi.array().items(
    Joi.object({
      attemptedAt: instant(),
      httpStatus: Joi.number().integer().allow(null),
      problem: Joi.string().allow(null),
      milliseconds: Joi.number().integer(),
    }).prefs({ presence: 'required' }),
  ),
}).prefs({ presence: 'required' });
