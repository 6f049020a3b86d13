import Joi from 'joi';
import { findOwnLookUps } from '../../../server/applications/find-own-look-ups.js';
import { findRegistryLookUps } from '../../../server/applications/find-registry-look-ups.js';
import { requestLookUps } from '../../../server/applications/request-look-ups.js';
import {
  findOwnConsent,
  LOOK_UP_CONSENT,
  type LookUpConsent,
} from '../../../server/registries/find-look-up-consent.js';
import { decideLookUpConsent, type ConsentInput } from '../../../server/registries/look-up-consent.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { id, instant, pageQuery, required, type PageQuery } from '../../fields.js';
import { presentDetail } from '../applications/present.js';
import { applicationDetailReply } from '../applications/replies.js';
import { lookUpsReply, ownLookUpsReply, presentLookUp, presentOwnLookUp } from './present.js';

interface ApplicationParams {
  readonly applicationId: string;
}
const applicationParams = required<ApplicationParams>({ applicationId: id() });

const consentReply = required({
  given: Joi.boolean(),
  since: instant().allow(null),
  text: required({ version: Joi.string(), zh: Joi.string(), en: Joi.string() }),
});

const presentConsent = ({ given, since }: LookUpConsent) => {
  const { version, zh, en } = LOOK_UP_CONSENT;
  return { given, since, text: { version, zh, en } };
};

const getConsent = guarded({
  method: 'get',
  path: '/api/v1/registry-consent',
  tag: 'registry-look-ups',
  operationId: 'getRegistryConsent',
  summary:
    'Whether one has agreed that the city’s registries are looked into, and to which text (名册查询授权)',
  permission: 'registry-consent.decide',
  reply: { status: 200, schema: consentReply },
  errors: [],
  handle: async (context) => presentConsent(await findOwnConsent(context)),
});

const decideConsent = guarded<unknown, unknown, ConsentInput>({
  method: 'put',
  path: '/api/v1/registry-consent',
  tag: 'registry-look-ups',
  operationId: 'decideRegistryConsent',
  summary: 'Agree to look-ups about oneself, or withdraw that (同意或撤回名册查询授权)',
  permission: 'registry-consent.decide',
  body: required<ConsentInput>({
    given: Joi.boolean(),
    textVersion: Joi.string().max(16).description('Of the text that was read.').example('2025-1'),
  }).required(),
  idempotency: 'required',
  reply: { status: 200, schema: consentReply },
  errors: [],
  handle: async (context, { body }) => presentConsent(await decideLookUpConsent(context, body)),
});

const request = guarded<ApplicationParams>({
  method: 'post',
  path: '/api/v1/applications/:applicationId/registry-look-ups',
  tag: 'registry-look-ups',
  operationId: 'lookUpRegistries',
  summary:
    'Look into registries with the applicant’s consent: papers that they stand for are not asked for (名册查询)',
  permission: 'application.file',
  params: applicationParams,
  idempotency: 'required',
  reply: { status: 200, schema: applicationDetailReply },
  errors: ['not-found', 'consent-missing', 'illegal-transition'],
  handle: async (context, { params }) =>
    presentDetail(await requestLookUps(context, Number(params.applicationId))),
});

const list = guarded<ApplicationParams, PageQuery>({
  method: 'get',
  path: '/api/v1/applications/:applicationId/registry-look-ups',
  tag: 'registry-look-ups',
  operationId: 'listRegistryLookUps',
  summary: 'Every look-up about an application: registry, purpose, consent and by whom (名册查询记录)',
  permission: 'application.read',
  params: applicationParams,
  query: Joi.object<PageQuery>(pageQuery),
  reply: { status: 200, schema: lookUpsReply },
  errors: ['not-found'],
  handle: async (context, { params, query }) => {
    const page = await findRegistryLookUps(context, Number(params.applicationId), query);
    return { items: page.items.map((view) => presentLookUp(view, context)), nextCursor: page.nextCursor };
  },
});

const listOwn = guarded<unknown, PageQuery>({
  method: 'get',
  path: '/api/v1/registry-look-ups',
  tag: 'registry-look-ups',
  operationId: 'listOwnRegistryLookUps',
  summary:
    'Everything that was looked up about oneself: registry, purpose, by whom and when (本人的查询记录)',
  permission: 'registry-consent.decide',
  query: Joi.object<PageQuery>(pageQuery),
  reply: { status: 200, schema: ownLookUpsReply },
  errors: [],
  handle: async (context, { query }) => {
    const page = await findOwnLookUps(context, query);
    return { items: page.items.map((view) => presentOwnLookUp(view, context)), nextCursor: page.nextCursor };
  },
});

/** 名册查询: what is looked up about people with their consent, and the record of it. */
export const REGISTRY_LOOK_UP_ENDPOINTS: readonly Endpoint[] = [
  getConsent,
  decideConsent,
  request,
  list,
  listOwn,
];
