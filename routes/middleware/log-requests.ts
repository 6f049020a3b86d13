import type { RequestHandler } from 'express';
import type { Logger } from '../../server/logger.js';
import { actorOf, requestIdOf } from './request-context.js';

/** Refusals that may be somebody trying doors: no or bad credentials, no right, nothing there for this actor, too many tries. */
const DENIED = new Set([401, 403, 404, 429]);

/**
 * One line per finished request: method, path without query, status, milliseconds, request id and who sent it. Never a body or a
 * header. A denied request is a security event and logged as a warning with the address it came from; log lines cannot
 * be read or changed through the system, and a flood of denials cannot fill its database.
 */
export const logRequests =
  (logger: Logger): RequestHandler =>
  (request, response, next) => {
    const startedAt = performance.now();
    response.once('finish', () => {
      const actor = actorOf(request);
      const line = {
        method: request.method,
        path: request.path,
        status: response.statusCode,
        milliseconds: Math.round(performance.now() - startedAt),
        requestId: requestIdOf(request),
        ...(actor && { userId: actor.userId, role: actor.role }),
      };
      if (DENIED.has(response.statusCode)) logger.warn({ ...line, address: request.ip }, 'access denied');
      else logger.info(line, 'request');
    });
    next();
  };
