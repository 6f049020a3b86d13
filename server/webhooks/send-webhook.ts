import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { DomainError } from '../core/errors.js';
import { PrivateAddressError, type Destinations } from './destinations.js';

/** What came of one try: the status of an answer, or in a word why there was none. */
export type SendOutcome =
  | { readonly httpStatus: number; readonly problem: null }
  | { readonly httpStatus: null; readonly problem: SendProblem };

export type SendProblem = 'timeout' | 'no-connection' | 'private-address' | 'not-listed' | 'answer-too-long';

const TIMEOUT_MS = 10_000;
const LONGEST_ANSWER_BYTES = 64 * 1024;

export interface Outgoing {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Posts a message to a listed destination, over a connection of its own to an address that was checked, within ten seconds.
 * A redirect is an answer like any other and is not followed; of the answer only the status is of interest. Never throws.
 */
export async function sendWebhook(
  destinations: Destinations,
  outgoing: Outgoing,
  timeoutMs = TIMEOUT_MS,
): Promise<SendOutcome> {
  let url: URL;
  try {
    url = destinations.read(outgoing.url);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return failed(error.details['reason'] === 'private-address' ? 'private-address' : 'not-listed');
  }
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const request = open(url, destinations, outgoing, signal);
    request.once('response', (response) => drain(response, resolve));
    request.once('error', (error) => resolve(failed(problemOf(error, signal))));
    request.end(outgoing.body);
  });
}

function open(
  url: URL,
  destinations: Destinations,
  { headers, body }: Outgoing,
  signal: AbortSignal,
): ClientRequest {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return send(url, {
    method: 'POST',
    agent: false,
    signal,
    lookup: destinations.lookup,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
      'User-Agent': 'suidai-webhook/1',
      ...headers,
    },
  });
}

function drain(response: IncomingMessage, resolve: (outcome: SendOutcome) => void): void {
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= LONGEST_ANSWER_BYTES) return;
    resolve(failed('answer-too-long'));
    response.destroy();
  });
  response.once('end', () => resolve({ httpStatus: response.statusCode ?? 0, problem: null }));
  response.once('error', () => resolve(failed('no-connection')));
  response.once('close', () => resolve(failed('no-connection')));
}

const failed = (problem: SendProblem): SendOutcome => ({ httpStatus: null, problem });

function problemOf(error: Error, signal: AbortSignal): SendProblem {
  if (error instanceof PrivateAddressError) return 'private-address';
  return signal.aborted ? 'timeout' : 'no-connection';
}
