import express, { type Express } from 'express';
import helmet from 'helmet';
import type { System } from '../server/context.js';
import { DomainError } from '../server/core/errors.js';
import type { Logger } from '../server/logger.js';
import { API_ENDPOINTS } from './api/index.js';
import { createDocs } from './docs.js';
import { createHealth, type Readiness } from './health.js';
import { createAuthenticate } from './middleware/authenticate.js';
import { errorHandler } from './middleware/error-handler.js';
import { createRateLimit } from './middleware/rate-limit.js';
import { assignRequestId } from './middleware/request-context.js';
import { logRequests } from './middleware/log-requests.js';
import { mount } from './mount.js';

/** Settings that concern HTTP alone. */
export interface AppSettings {
  readonly trustedProxies: number;
  readonly metricsToken: string | undefined;
  readonly readiness: Readiness;
}

/** The whole HTTP application, without listening. */
export function createApp(system: System, logger: Logger, settings: AppSettings): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', settings.trustedProxies);
  app.use(assignRequestId);
  app.use(logRequests(logger));
  app.use(
    helmet({
      contentSecurityPolicy: {
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          imgSrc: ["'self'", 'data:'],
          connectSrc: ["'self'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          baseUri: ["'none'"],
          upgradeInsecureRequests: null,
        },
      },
      strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: true },
    }),
  );
  app.use(createHealth(system, settings));
  app.use(createDocs());
  app.use('/api', (_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  app.use(express.json({ limit: '256kb', strict: true }));
  app.use(
    mount(API_ENDPOINTS, system, { authenticate: createAuthenticate(), limitVisitors: createRateLimit() }),
  );
  app.use(() => {
    throw new DomainError('not-found');
  });
  app.use(errorHandler(logger));
  return app;
}
