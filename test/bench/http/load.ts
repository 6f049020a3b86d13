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
/** More than are let in and wait, so that some have to be refused. */
const CONNECTIONS_UNDER_PRESSURE = 1_500;

/** Whom to ask, and as whom. */
interface Side {
  readonly url: string;
  readonly token: string;
}

interface Pressure {
  readonly connections: number;
  readonly overallRate?: number;
}

function press({ roundSeconds }: Bench, { url, token }: Side, next: () => LoadRequest, pressure: Pressure) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return autocannon({
    url,
    ...pressure,
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
}

/**
 * Sends requests over connections that are kept open, each a new one from `next`, and gives answers per second. Throws
 * Error when one of them is refused.
 */
export async function answersPerSecond(bench: Bench, side: Side, next: () => LoadRequest): Promise<number> {
  const result = await press(bench, side, next, { connections: CONNECTIONS });
  const { errors, non2xx, requests, duration, statusCodeStats } = result;
  if (errors + non2xx > 0)
    throw new Error(
      `${errors} errors, ${non2xx} refusals from ${side.url}: ${JSON.stringify(statusCodeStats)}`,
    );
  return requests.total / duration;
}

/** What a server still does when it is asked for more than it can do. */
export interface UnderPressure {
  /** Requests carried out in a second. */
  readonly goodput: number;
  readonly refused: number;
}

/**
 * Begins so many requests a second, whatever comes back, over as many connections. Throws Error when one ends without an answer or
 * with another refusal than 503.
 */
export async function goodputAt(
  bench: Bench,
  side: Side,
  next: () => LoadRequest,
  overallRate: number,
): Promise<UnderPressure> {
  const pressure = { connections: CONNECTIONS_UNDER_PRESSURE, overallRate: Math.ceil(overallRate) };
  const result = await press(bench, side, next, pressure);
  const { errors, non2xx, duration, statusCodeStats } = result;
  const refused = statusCodeStats['503']?.count ?? 0;
  if (errors > 0 || refused !== non2xx)
    throw new Error(`${errors} errors under pressure, ${JSON.stringify(statusCodeStats)}`);
  return { goodput: result['2xx'] / duration, refused };
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
