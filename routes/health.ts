import { timingSafeEqual } from 'node:crypto';
import { Router, type Request, type RequestHandler } from 'express';
import type { Bilingual } from '../server/core/bilingual.js';
import { DomainError } from '../server/core/errors.js';
import type { System } from '../server/context.js';
import { sha256 } from '../server/hashing.js';
import { findMissing, type Prerequisite } from '../server/readiness/find-missing.js';
import type { Endpoint } from './endpoint.js';
import type { AdmissionTally } from './middleware/admission.js';
import { createMetrics } from './metrics.js';

/** Switched by whoever still has to prepare something: while `ready` is false, `/readyz` answers 503. */
export interface Readiness {
  ready: boolean;
}

interface HealthSettings {
  readonly admission?: Readonly<AdmissionTally>;
  readonly readiness: Readiness;
  readonly metricsToken: string | undefined;
  /** Whose requests are counted by name. */
  readonly endpoints: readonly Endpoint[];
}

const MISSING: Record<Prerequisite | 'data', Bilingual> = {
  database: { zh: '数据库没有应答', en: 'the database does not answer' },
  migrations: {
    zh: '数据库结构尚未升级，请运行 npm run migrate',
    en: 'migrations are not applied; run npm run migrate',
  },
  data: { zh: '启动数据尚未就绪，请稍候', en: 'the initial data is not in place yet; wait a moment' },
};

/**
 * What operators and load balancers ask: `/healthz` (alive), `/readyz` (can serve; 503 `unavailable` naming what is
 * missing) and `/metrics` (Prometheus; with the token as bearer, or without a token to this machine only).
 */
export function createHealth(
  system: System,
  { readiness, metricsToken, endpoints, admission }: HealthSettings,
): Router {
  const metrics = createMetrics(endpoints, system, admission);

  const answerReady: RequestHandler = async (_request, response) => {
    const missing = [...(await findMissing(system)), ...(readiness.ready ? [] : (['data'] as const))];
    if (missing.length > 0) {
      const fields = missing.map((field) => ({ field, rule: 'missing', message: MISSING[field] }));
      throw new DomainError('unavailable', { missing: missing.join(', ') }, fields);
    }
    const copies = system.replicas?.states();
    response.json({
      status: 'ready',
      // A replica that is out keeps nobody from serving: its reads go to the primary.
      ...(copies && {
        replicas: { usable: copies.filter(({ usable }) => usable).length, of: copies.length },
      }),
    });
  };
  const answerMetrics: RequestHandler = (request, response, next) => {
    admitScraper(request, metricsToken);
    metrics.read().then((text) => response.type('text/plain; version=0.0.4').send(text), next);
  };

  const router = Router();
  router.use(metrics.observe);
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'alive' });
  });
  router.get('/readyz', answerReady);
  router.get('/metrics', answerMetrics);
  return router;
}

function admitScraper(request: Request, token: string | undefined): void {
  if (token === undefined) {
    if (!isDirectFromThisMachine(request)) throw new DomainError('not-found');
  } else if (!sameSecret(request.get('Authorization') ?? '', `Bearer ${token}`)) {
    throw new DomainError('unauthenticated');
  }
}

/** A proxy on this machine also connects from loopback, but says for whom. */
function isDirectFromThisMachine(request: Request): boolean {
  const address = request.socket.remoteAddress ?? '';
  const forwarded = request.get('X-Forwarded-For') ?? request.get('Forwarded');
  return forwarded === undefined && /^(?:::1|(?:::ffff:)?127(?:\.\d{1,3}){3})$/.test(address);
}

/** Compares hashes, so that the time taken tells nothing about the secret. */
function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(given)), Buffer.from(sha256(expected)));
}
