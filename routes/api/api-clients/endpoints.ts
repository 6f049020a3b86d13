import { disableApiClient } from '../../../server/api-clients/disable-api-client.js';
import { findApiClients, type ListedApiClient } from '../../../server/api-clients/find-api-clients.js';
import { issueCredential, revokeCredential } from '../../../server/api-clients/issue-credential.js';
import { registerApiClient } from '../../../server/api-clients/register-api-client.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import type { PageQuery } from '../../fields.js';
import * as schemas from './schemas.js';

const BASE = '/api/v1/api-clients';

const listApiClients = guarded<unknown, PageQuery>({
  method: 'get',
  path: BASE,
  tag: 'api-clients',
  operationId: 'listApiClients',
  summary: 'The banks’ systems and their credentials, without secrets (接口客户端列表)',
  permission: 'api-client.read',
  query: schemas.clientsQuery,
  reply: { status: 200, schema: schemas.clientsReply },
  errors: [],
  handle: async (_context, { query }) => {
    const page = await findApiClients(query);
    return { items: page.items.map(presentClient), nextCursor: page.nextCursor };
  },
});

const registerClient = guarded<unknown, unknown, schemas.NewClientBody>({
  method: 'post',
  path: BASE,
  tag: 'api-clients',
  operationId: 'registerApiClient',
  summary: 'Register a bank’s system; the security administrator gives it credentials (登记接口客户端)',
  permission: 'api-client.register',
  body: schemas.newClientBody,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.registeredReply },
  errors: ['not-found'],
  handle: async (context, { body }) => {
    const input = { ...body, organisationId: Number(body.organisationId) };
    const { apiClientId, clientCode } = await registerApiClient(context, input);
    return { apiClientId: String(apiClientId), clientId: clientCode };
  },
});

const issueClientCredential = guarded<schemas.ClientParams, unknown, schemas.NewCredentialBody>({
  method: 'post',
  path: `${BASE}/:apiClientId/credentials`,
  tag: 'api-clients',
  operationId: 'issueClientCredential',
  summary: 'Issue a client secret or a signing key; two of a kind may be active (签发凭据)',
  permission: 'api-client.authorise',
  params: schemas.clientParams,
  body: schemas.newCredentialBody,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.issuedReply },
  errors: ['illegal-transition', 'already-exists'],
  handle: async (context, { params, body }) => {
    const input = { apiClientId: Number(params.apiClientId), kind: body.kind };
    const { credentialId, keyCode, secret } = await issueCredential(context, input);
    return { credentialId: String(credentialId), keyCode, secret };
  },
});

const revokeClientCredential = guarded<schemas.CredentialParams>({
  method: 'delete',
  path: `${BASE}/:apiClientId/credentials/:credentialId`,
  tag: 'api-clients',
  operationId: 'revokeClientCredential',
  summary: 'Take a client secret or signing key out of use at once (撤销凭据)',
  permission: 'api-client.authorise',
  params: schemas.credentialParams,
  reply: { status: 204 },
  errors: [],
  handle: (context, { params }) =>
    revokeCredential(context, {
      apiClientId: Number(params.apiClientId),
      credentialId: Number(params.credentialId),
    }),
});

const disableClient = guarded<schemas.ClientParams, unknown, { reason: string }>({
  method: 'post',
  path: `${BASE}/:apiClientId/disable`,
  tag: 'api-clients',
  operationId: 'disableApiClient',
  summary: 'Shut a bank’s system out for good (停用接口客户端)',
  permission: 'api-client.authorise',
  params: schemas.clientParams,
  body: schemas.reasonBody,
  reply: { status: 204 },
  errors: ['illegal-transition'],
  handle: (context, { params, body }) =>
    disableApiClient(context, { apiClientId: Number(params.apiClientId), reason: body.reason }),
});

const presentClient = ({ client, credentials }: ListedApiClient) => ({
  apiClientId: String(client.id),
  clientId: client.clientCode,
  organisationId: String(client.organisationId),
  name: client.name,
  scopes: JSON.parse(client.scopesJson) as string[],
  requestsPerMinute: client.requestsPerMinute,
  signedWrites: client.signedWritesFlag === 1,
  createdAt: client.createdAt,
  disabledAt: client.disabledAt,
  credentials: credentials.map(({ id, kind, keyCode, issuedAt, revokedAt }) => ({
    credentialId: String(id),
    kind,
    keyCode,
    issuedAt,
    revokedAt,
  })),
});

/** Which banks' systems may call, and with what. */
export const API_CLIENT_ENDPOINTS: readonly Endpoint[] = [
  listApiClients,
  registerClient,
  issueClientCredential,
  revokeClientCredential,
  disableClient,
];
