import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import type { Actor } from '../../server/context.js';

const REQUEST_ID = Symbol('request id');
const ACTOR = Symbol('actor');

/** A request with what is kept of it. A weak map of requests would cost more than all the rest of a small one. */
interface KnownRequest extends Request {
  [REQUEST_ID]?: string;
  [ACTOR]?: Actor;
}

/** Gives every request one id, for its log lines, its audit events and its error body. */
export const assignRequestId: RequestHandler = (request: KnownRequest, response, next) => {
  const requestId = randomUUID();
  request[REQUEST_ID] = requestId;
  response.setHeader('X-Request-Id', requestId);
  next();
};

export const requestIdOf = (request: KnownRequest): string => request[REQUEST_ID] ?? 'none';

/** Keeps who sent a request, for its log line. */
export function rememberActor(request: KnownRequest, actor: Actor): void {
  request[ACTOR] = actor;
}

export const actorOf = (request: KnownRequest): Actor | undefined => request[ACTOR];

/** Chinese unless the caller prefers English. */
export const languageOf = (request: Request): 'zh' | 'en' =>
  request.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh';
