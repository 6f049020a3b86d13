import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { API_ENDPOINTS } from '../routes/api/index.js';
import { createApp } from '../routes/app.js';
import { createDocs } from '../routes/docs.js';
import { createHealth, type Readiness } from '../routes/health.js';
import { createAuthenticate } from '../routes/middleware/authenticate.js';
import { createAdmission } from '../routes/middleware/admission.js';
import { createRateLimit } from '../routes/middleware/rate-limit.js';
import { createPortal } from '../routes/portal/portal.js';
import { ConfigError, type Config } from './config.js';
import type { System } from './context.js';
import type { SealMaterial } from './gateways/document-seal.js';
import type { JobKind } from './jobs/job-kind.js';
import { JOB_KINDS } from './jobs/job-kinds.js';
import { startJobRunner } from './jobs/job-runner.js';
import type { Logger } from './logger.js';
import { startReferenceDataFollower } from './policy/follow-reference-data.js';
import { startReplicaWatch } from './replicas/beat.js';
import { startWebhookRelay } from './webhooks/relay.js';

type Server = ReturnType<typeof createListener>;

const SHUTDOWN_LIMIT_MS = 15_000;
/** How long a request waits for its turn before it is refused. */
const QUEUE_PATIENCE_MS = 2_000;
/** When whoever was refused is to come back. */
const REFUSED_REST_MS = 8_000;
/** How long the head of a request may take to come in; a whole file has five minutes. */
const HEADERS_LIMIT_MS = 15_000;

/** A server for an application: over TLS where it has key and certificate, in plain HTTP behind a proxy that has them. */
export const createListener = (app: RequestListener, tls?: SealMaterial) =>
  tls
    ? createSecureServer(
        { key: tls.privateKey, cert: tls.certificates, headersTimeout: HEADERS_LIMIT_MS },
        app,
      )
    : createServer({ headersTimeout: HEADERS_LIMIT_MS }, app);

/** Answers open requests and takes no new ones, ends the batches and tries at hand, and then lets go of the database. */
function stopOnSignal(
  server: Server,
  logger: Logger,
  stopWork: () => Promise<unknown>,
  close: () => Promise<void>,
): void {
  const stop = (signal: string): void => {
    logger.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), SHUTDOWN_LIMIT_MS).unref();
    const workEnded = stopWork();
    server.close(() => void workEnded.then(close).finally(() => process.exit(0)));
    server.closeIdleConnections();
  };
  process.once('SIGTERM', () => stop('SIGTERM'));
  process.once('SIGINT', () => stop('SIGINT'));
}

function explainPort(error: NodeJS.ErrnoException & { readonly port?: number }): never {
  if (error.code !== 'EADDRINUSE') throw error;
  const { port = 0 } = error;
  throw new ConfigError(`PORT: another program listens on ${port}; choose another port, PORT=${port + 1}`);
}

/**
 * Listens and works in the background until it is told to stop, and then cuts no request. Once `readiness.ready` is true, `/readyz`
 * answers 200 and jobs run. Throws ConfigError when the port is taken.
 */
export async function serve(
  system: System,
  config: Config,
  logger: Logger,
  readiness: Readiness,
  kinds: readonly JobKind[] = JOB_KINDS,
  tls?: SealMaterial,
): Promise<void> {
  const { metricsToken, trustedProxies, host, port, requestLimits } = config;
  const endpoints = API_ENDPOINTS;
  const gates = { authenticate: createAuthenticate(), limitVisitors: createRateLimit() };
  const admission = createAdmission({
    ...requestLimits,
    patienceMs: QUEUE_PATIENCE_MS,
    restMs: REFUSED_REST_MS,
  });
  const { tally } = admission;
  const health = createHealth(system, { readiness, metricsToken, endpoints, admission: tally });
  const app = createApp(system, logger, {
    trustedProxies,
    pages: [health, createDocs(endpoints), createPortal(system, gates, logger)],
    endpoints,
    gates,
  });
  const server = createListener(admission.guard(app), tls).listen(port, host);
  await once(server, 'listening').catch(explainPort);
  const ready = (): boolean => readiness.ready;
  const jobs = startJobRunner(system, { kinds, logger, ready });
  const relay = startWebhookRelay(system, { logger, ready });
  const follower = startReferenceDataFollower(system, { logger, ready });
  const { replicas, database } = system;
  const watch = replicas && startReplicaWatch(system, replicas, { logger, ready });
  const stopWork = (): Promise<unknown> =>
    Promise.all([jobs.stop(), relay.stop(), follower.stop(), watch?.stop()]);
  const close = async (): Promise<void> => void (await Promise.all([database.close(), replicas?.close()]));
  stopOnSignal(server, logger, stopWork, close);
  logger.info({ host, port, engine: system.database.engine }, 'listening');
}
