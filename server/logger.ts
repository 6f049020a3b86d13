import { destination, pino, type DestinationStream, type Logger } from 'pino';

export type { Logger };

/** Lines leave together, a second late at most: a write for each would be a twentieth of a request's cost. The end of the process flushes. */
const TOGETHER = { minLength: 4_096, periodicFlush: 1_000, sync: false };

/**
 * Structured log lines. What could hold a secret or a personal value is cut out by name; bodies are never logged at all.
 */
export const createLogger = (level: string, sink?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      redact: {
        paths: [
          'req.headers.authorization',
          'req.headers.cookie',
          '*.password',
          '*.phone',
          '*.identityNumber',
          'err.parameters',
        ],
        censor: '[cut]',
      },
    },
    sink ?? destination(TOGETHER),
  );
