import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';

const REQUEST_IDS = new WeakMap<Request, string>();

/** Gives every request one id, for its log lines, its audit events and its error body. */
export const assignRequestId: RequestHandler = (request, response, next) => {
  const requestId = randomUUID();
  REQUEST_IDS.set(request, requestId);
  response.setHeader('X-Request-Id', requestId);
  next();
};

export const requestIdOf = (request: Request): string => REQUEST_IDS.get(request) ?? 'none';

/** Chinese unless the caller prefers English. */
export const languageOf = (request: Request): 'zh' | 'en' =>
  request.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh';
