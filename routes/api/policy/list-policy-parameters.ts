import Joi from 'joi';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import { findPolicyParameters } from '../../../server/policy/find-policy.js';
import { open } from '../../endpoint.js';
import { day, pageOf } from '../../fields.js';
import { presentSource, sourceReply } from './sources.js';

interface PolicyQuery {
  readonly on?: string;
}

const reply = pageOf(
  Joi.object({
    parameter: Joi.string(),
    jurisdiction: Joi.string().valid('national', 'guangdong', 'guangzhou'),
    effectiveFrom: day(),
    value: Joi.object().unknown().description('Its shape depends on the parameter.'),
    note: Joi.string().allow(null),
    source: sourceReply(),
  }).prefs({ presence: 'required' }),
);

/** 政策参数: what the policy says on a day, each value with the document and article that says so. */
export const listPolicyParametersEndpoint = open<unknown, PolicyQuery>({
  method: 'get',
  path: '/api/v1/policy-parameters',
  tag: 'policy',
  operationId: 'listPolicyParameters',
  summary: 'Every policy parameter in force on a day, with its source',
  permission: 'public',
  requestsPerMinute: 300,
  countedPerProcess: true,
  query: Joi.object<PolicyQuery>({ on: day().description('Today where it is left out.') }),
  reply: { status: 200, schema: reply },
  errors: [],
  handle: async ({ system }, { query }) => ({
    items: findPolicyParameters(system, query.on ? parseBusinessDate(query.on) : system.clock.today()).map(
      (version) => ({
        parameter: version.parameter,
        jurisdiction: version.jurisdiction,
        effectiveFrom: version.effectiveFrom,
        value: version.value,
        note: version.note ?? null,
        source: presentSource(version),
      }),
    ),
    nextCursor: null,
  }),
});
