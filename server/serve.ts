import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { API_ENDPOINTS } from '../routes/api/index.js';
import { createApp } from '../routes/app.js';
import { createDocs } from '../routes/docs.js';
import { createHealth, type Readiness } from '../routes/health.js';
import { createAuthenticate } from '../routes/middleware/authenticate.js';
import { createRateLimit } from '../routes/middleware/rate-limit.js';
import type { Config } from './config.js';
import type { System } from './context.js';
import type { Logger } from './logger.js';

const SHUTDOWN_LIMIT_MS = 15_000;

/** Answers open requests, takes no new ones, and then lets go of the database. */
function stopOnSignal(server: Server, logger: Logger, close: () => Promise<void>): void {
  const stop = (signal: string): void => {
    logger.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), SHUTDOWN_LIMIT_MS).unref();
    server.close(() => void close().finally(() => process.exit(0)));
    server.closeIdleConnections();
  };
  process.once('SIGTERM', () => stop('SIGTERM'));
  process.once('SIGINT', () => stop('SIGINT'));
}

/**
 * Listens until it is told to stop, and then cuts no request. `/readyz` answers 200 once `readiness.ready` is true. Rejects when the
 * port is taken.
 */
export async function serve(
  system: System,
  config: Config,
  logger: Logger,
  readiness: Readiness,
): Promise<void> {
  const { metricsToken, trustedProxies, host, port } = config;
  const endpoints = API_ENDPOINTS;
  const app = createApp(system, logger, {
    trustedProxies,
    pages: [createHealth(system, { readiness, metricsToken, endpoints }), createDocs(endpoints)],
    endpoints,
    gates: { authenticate: createAuthenticate(), limitVisitors: createRateLimit() },
  });
  const server = createServer(app).listen(port, host);
  await once(server, 'listening');
  stopOnSignal(server, logger, () => system.database.close());
  logger.info({ host, port, engine: system.database.engine }, 'listening');
}
