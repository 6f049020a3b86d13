import Joi from 'joi';
import { day, hash, id, instant, pageOf, pageQuery, type PageQuery } from '../../fields.js';

export const depositsQuery = Joi.object<PageQuery>(pageQuery);

export const depositsReply = pageOf(
  Joi.object({
    content: Joi.object({
      madeOn: day(),
      madeAt: instant(),
      chains: Joi.array().items(
        Joi.object({
          organisationId: id(),
          organisationCode: Joi.string(),
          sequence: Joi.number().integer(),
          headHash: hash(),
        }).prefs({ presence: 'required' }),
      ),
    }).prefs({ presence: 'required' }),
    keyCode: Joi.string(),
    publicKey: Joi.string(),
    signature: Joi.string(),
  }).prefs({ presence: 'required' }),
);

export interface EventsQuery extends PageQuery {
  readonly organisationId?: string;
  readonly subjectKind?: string;
  readonly subjectId?: string;
  readonly actorUserId?: string;
  readonly command?: string;
}

const word = (): Joi.StringSchema => Joi.string().pattern(/^[a-z][a-z0-9.-]{0,63}$/, 'name');

export const eventsQuery = Joi.object<EventsQuery>({
  ...pageQuery,
  organisationId: id(),
  subjectKind: word(),
  subjectId: id(),
  actorUserId: id(),
  command: word().description('Exact name, such as user.create.'),
});

const event = {
  eventId: id(),
  organisationId: id(),
  sequence: Joi.number().integer(),
  at: instant(),
  actorUserId: id().allow(null),
  actorRole: Joi.string(),
  command: Joi.string(),
  subjectKind: Joi.string(),
  subjectId: id().allow(null),
  detail: Joi.object().unknown(),
  requestId: Joi.string(),
  previousHash: hash(),
  hash: hash(),
};

export const eventsReply = pageOf(Joi.object(event).prefs({ presence: 'required' }));

export const eventParams = Joi.object<{ eventId: string }>({ eventId: id().required() }).required();

const fault = () => Joi.string().valid('gap', 'broken-link', 'changed', 'tail', 'deposit').allow(null);

export const eventReply = Joi.object({
  ...event,
  actorName: Joi.string().allow(null).description('Null where nobody had logged in.'),
  verification: Joi.object({
    fits: Joi.boolean().description(
      'As it was written, after the event before it and before the one after it.',
    ),
    fault: fault(),
    chainLength: Joi.number().integer().description('Events that the chain has.'),
  }).prefs({ presence: 'required' }),
  previousEventId: id().allow(null),
  nextEventId: id().allow(null),
}).prefs({ presence: 'required' });

export const chainParams = Joi.object<{ organisationId: string }>({
  organisationId: id().required(),
}).required();

export const chainsReply = Joi.object({
  items: Joi.array()
    .items(
      Joi.object({ organisationId: id(), sequence: Joi.number().integer(), headHash: hash() }).prefs({
        presence: 'required',
      }),
    )
    .required(),
});

export const verificationReply = Joi.object({
  organisationId: id(),
  verifiedEvents: Joi.number().integer().description('Events that fit, from the first on.'),
  intact: Joi.boolean(),
  firstBadSequence: Joi.number().integer().allow(null),
  fault: fault(),
  headHash: hash().description('To be compared with a head that was deposited elsewhere.'),
}).prefs({ presence: 'required' });
