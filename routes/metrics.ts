import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { System } from '../server/context.js';
import { countReplicas } from './replica-metrics.js';
import { createBacklogMetrics } from './backlog-metrics.js';
import type { Endpoint } from './endpoint.js';
import type { AdmissionTally } from './middleware/admission.js';

/** Counts and times requests, and writes it down as Prometheus reads it. */
export interface Metrics {
  readonly observe: RequestHandler;
  read(): Promise<string>;
}

/** Seconds; a quote takes a millisecond, a claim run many. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Memory, event loop and garbage collection belong to the process, however many applications run in it. */
let processMetrics: Registry | undefined;

function measuredProcess(): Registry {
  if (!processMetrics) {
    processMetrics = new Registry();
    collectDefaultMetrics({ register: processMetrics });
  }
  return processMetrics;
}

/** Metrics of one application: a histogram of requests by operation and status, what is behind, and those of the process. */
export function createMetrics(
  endpoints: readonly Endpoint[],
  system: System,
  admission?: Readonly<AdmissionTally>,
): Metrics {
  const registry = new Registry();
  const backlog = createBacklogMetrics(system);
  const seconds = new Histogram({
    name: 'suidai_request_seconds',
    help: 'Requests by operation and status, in seconds.',
    labelNames: ['operation', 'status'] as const,
    buckets: BUCKETS,
    registers: [registry],
  });
  if (admission) countAdmission(registry, admission);
  if (system.replicas) countReplicas(registry, system.replicas);
  const operations = new Map(
    endpoints.map(({ method, path, operationId }) => [`${method.toUpperCase()} ${path}`, operationId]),
  );
  return {
    observe: (request, response, next) => {
      const startedAt = performance.now();
      response.once('finish', () => {
        // Only declared paths become labels: what a stranger types must not make series.
        const path: unknown = request.route?.path;
        const operation = operations.get(`${request.method} ${String(path)}`) ?? 'other';
        seconds.observe({ operation, status: response.statusCode }, (performance.now() - startedAt) / 1000);
      });
      next();
    },
    async read() {
      await backlog.refresh();
      return await Registry.merge([measuredProcess(), registry, backlog.registry]).metrics();
    },
  };
}

/** What is let in, waits and was refused; the figures are read when they are asked for. */
function countAdmission(registry: Registry, tally: Readonly<AdmissionTally>): void {
  const registers = [registry];
  const gauge = (name: string, help: string, value: () => number): void =>
    void new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value());
      },
    });
  gauge('suidai_requests_in_flight', 'Requests that are worked on.', () => tally.inFlight);
  gauge('suidai_requests_queued', 'Requests that wait for their turn.', () => tally.queued);
  gauge(
    'suidai_connections_resting',
    'Connections that were refused and are not read from.',
    () => tally.resting,
  );
  void new Counter({
    name: 'suidai_requests_refused_total',
    help: 'Requests refused with 503 because too many were under way.',
    registers,
    collect() {
      this.reset();
      this.inc(tally.refused);
    },
  });
}
