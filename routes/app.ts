import express, { type Express, type RequestHandler, type Router } from 'express';
import type { System } from '../server/context.js';
import { DomainError } from '../server/core/errors.js';
import type { Logger } from '../server/logger.js';
import type { Endpoint } from './endpoint.js';
import type { Gates } from './gates.js';
import { measureBody } from './middleware/content-digest.js';
import { errorHandler } from './middleware/error-handler.js';
import { assignRequestId } from './middleware/request-context.js';
import { logRequests } from './middleware/log-requests.js';
import { setSecurityHeaders } from './middleware/security-headers.js';
import { TOKEN_PATH } from './oauth-refusal.js';
import { mount } from './mount.js';

/** What the application is made of, beside the system it serves. */
export interface AppParts {
  /** How many proxies in front may be believed about the caller's address. */
  readonly trustedProxies: number;
  /** Routers that answer before the API: health, metrics, documentation. */
  readonly pages: readonly Router[];
  readonly endpoints: readonly Endpoint[];
  readonly gates: Gates;
}

/** The whole HTTP application, without listening. */
export function createApp(system: System, logger: Logger, parts: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  // Replies of the API are never stored, so that nobody could ask whether one has changed.
  app.disable('etag');
  app.set('query parser', 'simple');
  app.set('trust proxy', parts.trustedProxies);
  app.use(assignRequestId);
  app.use(logRequests(logger));
  app.use(setSecurityHeaders);
  for (const page of parts.pages) app.use(beyondApi(page));
  app.use('/api', (_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  app.use(TOKEN_PATH, express.urlencoded({ extended: false, limit: '4kb', parameterLimit: 20 }));
  app.use(express.json({ limit: '256kb', strict: true, verify: measureBody }));
  app.use(mount(parts.endpoints, system, parts.gates));
  app.use(() => {
    throw new DomainError('not-found');
  });
  app.use(errorHandler(logger));
  return app;
}

/** Pages are tried for what is not of the API alone: each has a path to compare, and there are hundreds. */
const beyondApi =
  (page: Router): RequestHandler =>
  (request, response, next) => {
    if (/^\/api\//i.test(request.path)) next();
    else page(request, response, next);
  };
