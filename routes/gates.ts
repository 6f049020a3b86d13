import type { Request } from 'express';
import type { Permission } from '../server/auth/permissions.js';
import type { Actor, VisitorContext } from '../server/context.js';
import type { PublicEndpoint } from './endpoint.js';

/**
 * Finds out who calls, from the bearer token. The permission is the operation's: an account that has to change its password or
 * to enrol a second factor first may use few of them. Fails: unauthenticated, password-change-required,
 * second-factor-enrolment-required, fresh-factor-required.
 */
export type Authenticate = (
  request: Request,
  visitor: VisitorContext,
  permission: Permission,
) => Promise<Actor>;

/** Counts a visitor's request against an operation's limit per address. Fails: too-many-requests. */
export type LimitVisitors = (
  request: Request,
  visitor: VisitorContext,
  operation: Pick<
    PublicEndpoint<never, never, never>,
    'operationId' | 'requestsPerMinute' | 'countedPerProcess'
  >,
) => Promise<void>;

/** What stands between a request and an operation. */
export interface Gates {
  readonly authenticate: Authenticate;
  readonly limitVisitors: LimitVisitors;
}
