import type { Request } from 'express';
import type { Actor, VisitorContext } from '../server/context.js';

/** Finds out who calls, from the bearer token. Fails: unauthenticated, password-change-required. */
export type Authenticate = (request: Request, visitor: VisitorContext) => Promise<Actor>;

/** Counts a visitor's request against an operation's limit per address. Fails: too-many-requests. */
export type LimitVisitors = (
  request: Request,
  operationId: string,
  requestsPerMinute: number,
) => Promise<void>;

/** What stands between a request and an operation. */
export interface Gates {
  readonly authenticate: Authenticate;
  readonly limitVisitors: LimitVisitors;
}
