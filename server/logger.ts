import { pino, type Logger } from 'pino';

export type { Logger };

/**
 * Structured log lines. What could hold a secret or a personal value is cut out by name; bodies are never logged at all.
 */
export const createLogger = (level: string): Logger =>
  pino({
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
  });
