import type { Request, Response } from 'express';
import type { DomainError } from '../server/core/errors.js';
import type { Problem } from './middleware/error-handler.js';

/** Where a bank's system gets its tokens. */
export const TOKEN_PATH = '/api/v1/oauth/token';

export const isTokenRequest = (request: Request): boolean => request.originalUrl.startsWith(TOKEN_PATH);

/**
 * A refusal as RFC 6749 section 5.2 writes it. The members of a problem stand beside `error`, since clients of OAuth ignore what they
 * do not know and people want the same sentences everywhere.
 */
export function sendOauthRefusal(response: Response, refusal: DomainError, problem: Problem): void {
  if (refusal.code === 'wrong-credentials') response.setHeader('WWW-Authenticate', 'Basic realm="suidai"');
  response.setHeader('Cache-Control', 'no-store');
  const body = { error: errorOf(refusal), error_description: problem.detail, ...problem };
  response.status(problem.status).type('application/json').send(JSON.stringify(body));
}

function errorOf(refusal: DomainError): string {
  if (refusal.code === 'wrong-credentials') return 'invalid_client';
  if (refusal.code === 'too-many-requests' || refusal.code === 'unavailable')
    return 'temporarily_unavailable';
  if (refusal.code === 'internal') return 'server_error';
  if (refusal.details['field'] === 'scope') return 'invalid_scope';
  const [only, ...others] = refusal.fields;
  const grantNamed = only?.field === 'grant_type' && only.rule === 'any.only' && others.length === 0;
  return grantNamed ? 'unsupported_grant_type' : 'invalid_request';
}
