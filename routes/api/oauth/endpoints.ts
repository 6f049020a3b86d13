import Joi from 'joi';
import { issueMachineToken } from '../../../server/api-clients/issue-machine-token.js';
import { MACHINE_SCOPE_NAMES } from '../../../server/auth/machine-scopes.js';
import { DomainError } from '../../../server/core/errors.js';
import { open, type BasicCredentials, type Endpoint } from '../../endpoint.js';
import { TOKEN_PATH } from '../../oauth-refusal.js';

interface TokenBody {
  readonly grant_type: 'client_credentials';
  readonly scope?: string;
  readonly client_id?: string;
  readonly client_secret?: string;
}

const tokenBody = Joi.object<TokenBody>({
  grant_type: Joi.string().valid('client_credentials').required(),
  scope: Joi.string()
    .max(500)
    .pattern(/^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/, 'scope')
    .description(`Some of ${MACHINE_SCOPE_NAMES.join(', ')}; left out: all that the client has.`)
    .example('loans.read'),
  client_id: Joi.string().max(64).description('Unless it comes in an Authorization: Basic header.'),
  client_secret: Joi.string().max(128).description('Unless it comes in an Authorization: Basic header.'),
})
  .unknown(true)
  .required();

const tokenReply = Joi.object({
  access_token: Joi.string(),
  token_type: Joi.string().valid('Bearer'),
  expires_in: Joi.number().integer(),
  scope: Joi.string(),
}).prefs({ presence: 'required' });

const issueToken = open<unknown, unknown, TokenBody>({
  method: 'post',
  path: TOKEN_PATH,
  tag: 'oauth',
  operationId: 'issueMachineToken',
  summary: 'A token for a bank’s system, by OAuth 2.0 client credentials (银行系统获取令牌)',
  permission: 'public',
  requestsPerMinute: 60,
  oauth: true,
  body: tokenBody,
  reply: { status: 200, schema: tokenReply },
  errors: ['wrong-credentials'],
  handle: async (context, { body, basic }) => {
    const { name, password } = credentialsOf(body, basic);
    const token = await issueMachineToken(context, { clientCode: name, secret: password, scope: body.scope });
    return {
      access_token: token.accessToken,
      token_type: 'Bearer',
      expires_in: token.expiresInSeconds,
      scope: token.scope,
    };
  },
});

/** From the header or the body, never both (RFC 6749 section 2.3). Fails: malformed, wrong-credentials. */
function credentialsOf(body: TokenBody, basic: BasicCredentials | undefined): BasicCredentials {
  if (basic && body.client_secret !== undefined)
    throw new DomainError('malformed', { field: 'client_secret' });
  if (basic) return basic;
  if (body.client_id === undefined || body.client_secret === undefined)
    throw new DomainError('wrong-credentials');
  return { name: body.client_id, password: body.client_secret };
}

/** How a bank's system comes by its token. */
export const OAUTH_ENDPOINTS: readonly Endpoint[] = [issueToken];
