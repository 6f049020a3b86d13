import type { RequestHandler } from 'express';
import type { Logger } from '../../server/logger.js';
import { requestIdOf } from './request-context.js';

/** One line per finished request: method, path without query, status, milliseconds, request id. Never a body or a header. */
export const logRequests =
  (logger: Logger): RequestHandler =>
  (request, response, next) => {
    const startedAt = performance.now();
    response.once('finish', () => {
      logger.info(
        {
          method: request.method,
          path: request.path,
          status: response.statusCode,
          milliseconds: Math.round(performance.now() - startedAt),
          requestId: requestIdOf(request),
        },
        'request',
      );
    });
    next();
  };
