import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createApp } from '../routes/app.js';
import { composeSystem, openDatabase } from './composition.js';
import { ConfigError, readConfig } from './config.js';
import { createLogger, type Logger } from './logger.js';
import { installReferenceOrganisations } from './organisations/install-organisations.js';

const SHUTDOWN_LIMIT_MS = 15_000;

/** Answers open requests, takes no new ones, and then lets go of the database. */
function stopOnSignal(server: Server, logger: Logger, close: () => Promise<void>): void {
  const stop = (signal: string): void => {
    logger.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), SHUTDOWN_LIMIT_MS).unref();
    server.close(() => void close().then(() => process.exit(0)));
    server.closeIdleConnections();
  };
  process.once('SIGTERM', () => stop('SIGTERM'));
  process.once('SIGINT', () => stop('SIGINT'));
}

async function start(): Promise<void> {
  const config = readConfig();
  const logger = createLogger(config.logLevel);
  const database = openDatabase(config);
  const system = await composeSystem(config, database);
  await installReferenceOrganisations(system);
  const readiness = { ready: true };
  const app = createApp(system, logger, {
    trustedProxies: config.trustedProxies,
    metricsToken: config.metricsToken,
    readiness,
  });
  const server = createServer(app).listen(config.port, config.host);
  await once(server, 'listening');
  stopOnSignal(server, logger, () => database.close());
  logger.info({ host: config.host, port: config.port, engine: database.engine }, 'listening');
}

try {
  await start();
} catch (error) {
  process.stderr.write(
    error instanceof ConfigError ? `${error.message}\n` : `${String((error as Error).stack)}\n`,
  );
  process.exitCode = 1;
}
