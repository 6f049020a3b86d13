import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import type { Actor } from '../../server/context.js';

const REQUEST_IDS = new WeakMap<Request, string>();
const ACTORS = new WeakMap<Request, Actor>();

/** Gives every request one id, for its log lines, its audit events and its error body. */
export const assignRequestId: RequestHandler = (request, response, next) => {
  const requestId = randomUUID();
  REQUEST_IDS.set(request, requestId);
  response.setHeader('X-Request-Id', requestId);
  next();
};

export const requestIdOf = (request: Request): string => REQUEST_IDS.get(request) ?? 'none';

/** Keeps who sent a request, for its log line. */
export function rememberActor(request: Request, actor: Actor): void {
  ACTORS.set(request, actor);
}

export const actorOf = (request: Request): Actor | undefined => ACTORS.get(request);

/** Chinese unless the caller prefers English. */
export const languageOf = (request: Request): 'zh' | 'en' =>
  request.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh';
