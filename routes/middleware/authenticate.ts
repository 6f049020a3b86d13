import { identifyActor } from '../../server/auth/identify-actor.js';
import { DomainError } from '../../server/core/errors.js';
import type { Authenticate } from '../gates.js';
import { rememberActor } from './request-context.js';

const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** Reads the bearer token of the Authorization header, the only place where one is looked for. */
export const createAuthenticate = (): Authenticate => async (request, visitor, permission) => {
  const [, accessToken] = BEARER.exec(request.get('Authorization') ?? '') ?? [];
  if (accessToken === undefined) throw new DomainError('unauthenticated');
  const actor = await identifyActor(visitor.system, accessToken, permission);
  rememberActor(request, actor);
  return actor;
};
