import autocannon from 'autocannon';
import type { Bench } from '../measurement.js';

/** One request as it is sent. */
export interface LoadRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** As many as there are people at a bank's desks; more only queue at the database. */
const CONNECTIONS = 32;

/** Whom to ask, and as whom. */
export interface Side {
  readonly url: string;
  readonly token: string;
}

/**
 * Sends requests over connections that are kept open, each a new one from `next`, and gives answers per second. Throws
 * Error when one of them is refused.
 */
export async function answersPerSecond(
  { roundSeconds }: Bench,
  { url, token }: Side,
  next: () => LoadRequest,
): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: roundSeconds,
    headers,
    requests: [
      {
        setupRequest: (request) => {
          const { method, path, headers: further, body } = next();
          return {
            ...request,
            method,
            path,
            headers: { ...headers, ...further },
            ...(body !== undefined && { body: JSON.stringify(body) }),
          };
        },
      },
    ],
  });
  const { errors, non2xx, requests, duration, statusCodeStats } = result;
  if (errors + non2xx > 0)
    throw new Error(`${errors} errors, ${non2xx} refusals from ${url}: ${JSON.stringify(statusCodeStats)}`);
  return requests.total / duration;
}

/** Sends one request and gives status and body. */
export async function ask(
  { url, token }: Side,
  { method, path, headers, body }: LoadRequest,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}
