import { isHighValue } from '../server/auth/high-value.js';
import type Joi from 'joi';
import { covers, MACHINE_SCOPE_NAMES, MACHINE_SCOPES } from '../server/auth/machine-scopes.js';
import { PERMISSIONS, type Permission } from '../server/auth/permissions.js';
import { ERROR_CODES, type ErrorCode } from '../server/core/errors.js';
import { isPublic, type Endpoint } from './endpoint.js';
import { jsonSchemaOf, type JsonSchema } from './json-schema.js';
import { TOKEN_PATH } from './oauth-refusal.js';
import { ERROR_STATUS } from './middleware/error-handler.js';

const PROBLEM = '#/components/schemas/Problem';

const PROBLEM_SCHEMA: JsonSchema = {
  type: 'object',
  description: 'A refusal (RFC 9457): what is wrong, why, and what to do next.',
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId', 'errors'],
  additionalProperties: false,
  properties: {
    type: { type: 'string', description: 'Where the code is explained.' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: ERROR_CODES },
    detail: { type: 'string' },
    requestId: { type: 'string', description: 'To quote when asking for help.' },
    errors: {
      type: 'array',
      description: 'One entry per field that breaks a rule.',
      items: {
        type: 'object',
        required: ['field', 'rule', 'message'],
        additionalProperties: false,
        properties: { field: { type: 'string' }, rule: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
};

/** The OpenAPI 3.1 document of declared operations: the same schemas that check the requests. */
export function describeApi(endpoints: readonly Endpoint[]): JsonSchema {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[endpoint.method] = describeOperation(endpoint);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '穗贷 Suidai',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'Startup guaranteed loans: apply, review, guarantee, disburse, repay, subsidise, pay. ' +
        'Money and rates are decimal texts, days are YYYY-MM-DD in Asia/Shanghai, instants are UTC. ' +
        'Refusals are application/problem+json in Chinese, or English by Accept-Language; all codes: /docs/problems.',
    },
    servers: [{ url: '/' }],
    tags: [...new Set(endpoints.map((endpoint) => endpoint.tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: PROBLEM_SCHEMA },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        machine: {
          type: 'oauth2',
          description: 'For banks’ systems. Their writes are signed as well: /docs/bank#signing.',
          flows: { clientCredentials: { tokenUrl: TOKEN_PATH, scopes: describeScopes() } },
        },
      },
    },
  };
}

/** The document as text, one line for every value. */
export function writeApiDescription(endpoints: readonly Endpoint[]): string {
  return `${JSON.stringify(describeApi(endpoints), null, 2)}\n`;
}

function describeOperation(endpoint: Endpoint): JsonSchema {
  const roles = isPublic(endpoint) ? [] : PERMISSIONS[endpoint.permission];
  return {
    operationId: endpoint.operationId,
    tags: [endpoint.tag],
    summary: endpoint.summary,
    security: isPublic(endpoint) ? [] : securityOf(endpoint.permission),
    'x-permission': { permission: endpoint.permission, roles },
    parameters: [
      ...parametersIn('path', endpoint.params),
      ...parametersIn('query', endpoint.query),
      ...idempotencyParameter(endpoint),
    ],
    ...((endpoint.body || endpoint.upload) && { requestBody: describeBody(endpoint) }),
    responses: {
      [endpoint.reply.status]: describeReply(endpoint),
      ...describeRefusals(refusalsOf(endpoint)),
    },
  };
}

/** A person's token, or a machine's with one of the scopes that open the permission. */
const securityOf = (permission: Permission): JsonSchema[] => [
  { bearer: [] },
  ...MACHINE_SCOPE_NAMES.filter((scope) => covers([scope], permission)).map((scope) => ({
    machine: [scope],
  })),
];

const describeScopes = (): JsonSchema =>
  Object.fromEntries(Object.entries(MACHINE_SCOPES).map(([scope, opened]) => [scope, opened.join(', ')]));

function parametersIn(where: 'path' | 'query', schema: Joi.ObjectSchema | undefined): JsonSchema[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchemaOf(schema) as {
    properties?: Readonly<Record<string, JsonSchema>>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }));
}

function idempotencyParameter(endpoint: Endpoint): JsonSchema[] {
  if (isPublic(endpoint) || endpoint.method === 'get') return [];
  return [
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: endpoint.idempotency === 'required',
      description:
        'Made by the caller, once per intended effect. A repeated request gets the first reply again.',
      schema: {
        type: 'string',
        pattern: '^[\\x21-\\x7e]{8,64}$',
        examples: ['7f3a9c52-5f0e-4f57-9d0a-1c1f7a1d2b3c'],
      },
    },
  ];
}

function describeBody({ body, upload, oauth }: Endpoint): JsonSchema {
  const schema: JsonSchema = body ? jsonSchemaOf(body) : { type: 'object' };
  if (oauth) return { required: true, content: { 'application/x-www-form-urlencoded': { schema } } };
  if (!upload) return { required: true, content: { 'application/json': { schema } } };
  const { properties = {}, required = [] } = schema as {
    properties?: JsonSchema;
    required?: readonly string[];
  };
  const file = {
    type: 'string',
    contentMediaType: 'application/octet-stream',
    description: `At most ${upload.maxBytes} bytes.`,
  };
  const multipart = {
    type: 'object',
    properties: { ...properties, [upload.field]: file },
    required: [...required, upload.field],
  };
  return { required: true, content: { 'multipart/form-data': { schema: multipart } } };
}

function describeReply({ reply }: Endpoint): JsonSchema {
  if (reply.status === 204) return { description: 'Done; no body.' };
  if (reply.download) return { description: 'The file.', content: { '*/*': {} } };
  const schema = reply.schema ? jsonSchemaOf(reply.schema) : {};
  return { description: 'Done.', content: { 'application/json': { schema } } };
}

/** Every code that an operation may answer with: its own, and those that follow from how it is declared. */
function refusalsOf(endpoint: Endpoint): ErrorCode[] {
  const guards: ErrorCode[] = isPublic(endpoint)
    ? ['too-many-requests']
    : ['unauthenticated', 'password-change-required', 'second-factor-enrolment-required', 'forbidden'];
  if (!isPublic(endpoint) && isHighValue(endpoint.permission)) guards.push('fresh-factor-required');
  if (endpoint.params || endpoint.query || endpoint.body || endpoint.upload) guards.push('malformed');
  if (endpoint.params) guards.push('not-found');
  if (endpoint.body || endpoint.upload) guards.push('payload-too-large');
  if (endpoint.idempotency) guards.push('idempotency-key-required');
  if (!isPublic(endpoint) && endpoint.method !== 'get')
    guards.push('idempotency-mismatch', 'request-in-progress');
  return ERROR_CODES.filter((code) =>
    [...guards, ...endpoint.errors, 'unavailable', 'internal'].includes(code),
  );
}

function describeRefusals(codes: readonly ErrorCode[]): JsonSchema {
  const responses: Record<string, JsonSchema> = {};
  for (const status of new Set(codes.map((code) => ERROR_STATUS[code]))) {
    const here = codes.filter((code) => ERROR_STATUS[code] === status);
    responses[status] = {
      description: here.join(', '),
      content: {
        'application/problem+json': { schema: { $ref: PROBLEM, properties: { code: { enum: here } } } },
      },
    };
  }
  return responses;
}
