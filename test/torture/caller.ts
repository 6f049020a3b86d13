import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { ErrorCode } from '../../server/core/errors.js';
import { Violation } from './violation.js';

/** What came back; a refusal says its code. */
export interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> & { readonly code?: ErrorCode };
  /** The stored reply of an earlier request with the same key. */
  readonly replayed: boolean;
  /** Seconds after which to try again, where the server said so. */
  readonly retryAfter: string | null;
}

/** How the requests went, for the report. */
export interface CallTally {
  requests: number;
  /** Sent again after a connection broke or the server could not serve. */
  retries: number;
}

export type Method = 'GET' | 'POST' | 'PUT';

/** A request as it is sent: JSON, or a form with one file. */
export interface Call {
  readonly who: string;
  readonly method: Method;
  readonly path: string;
  readonly body?: object | FormData;
  readonly key?: string;
}

const MOST_TRIES = 240;
const REQUEST_LIMIT_MS = 30_000;

/** Sends requests as people; what got no answer is sent again under the same key until it has one, as a careful client does. */
export class Caller {
  readonly tally: CallTally = { requests: 0, retries: 0 };

  /** `host` is asked at every try: a server that was killed may come back elsewhere. */
  constructor(
    private readonly host: () => string,
    private readonly tokenOf: (username: string) => Promise<string>,
  ) {}

  /** A write with a key of its own. */
  post(who: string, path: string, body: object = {}, key: string = randomUUID()): Promise<Reply> {
    return this.send({ who, method: 'POST', path, body, key });
  }

  put(who: string, path: string, body: object): Promise<Reply> {
    return this.send({ who, method: 'PUT', path, body, key: randomUUID() });
  }

  get(who: string, path: string): Promise<Reply> {
    return this.send({ who, method: 'GET', path });
  }

  /** A form with one file and some fields. */
  upload(
    who: string,
    path: string,
    fields: Readonly<Record<string, string>>,
    file: { readonly name: string; readonly bytes: Buffer },
  ): Promise<Reply> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('file', new Blob([new Uint8Array(file.bytes)]), file.name);
    return this.send({ who, method: 'POST', path, body: form, key: randomUUID() });
  }

  /** Throws Violation for a reply that no request may get. */
  async send(call: Call): Promise<Reply> {
    for (let tries = 1; ; tries += 1) {
      this.tally.requests += 1;
      const reply = await this.once(call);
      if (reply !== undefined && !isToRepeat(reply)) {
        if (reply.status >= 500) throw new Violation('no request is answered by a fault', { call, reply });
        return reply;
      }
      if (tries >= MOST_TRIES) throw new Violation('every request is answered in the end', { call, reply });
      this.tally.retries += 1;
      await delay(Math.min(500, 5 * 2 ** tries));
    }
  }

  /** One try; undefined where no answer came. */
  async once({ who, method, path, body, key }: Call): Promise<Reply | undefined> {
    const isForm = body instanceof FormData;
    const headers: Record<string, string> = {
      Authorization: `Bearer ${await this.tokenOf(who)}`,
      'Accept-Language': 'en',
      ...(key !== undefined && { 'Idempotency-Key': key }),
      ...(body !== undefined && !isForm && { 'Content-Type': 'application/json' }),
    };
    try {
      const response = await fetch(`${this.host()}${path}`, {
        method,
        headers,
        signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
        ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        body: text === '' ? {} : (JSON.parse(text) as Reply['body']),
        replayed: response.headers.get('Idempotent-Replayed') === 'true',
        retryAfter: response.headers.get('Retry-After'),
      };
    } catch (error) {
      if (error instanceof SyntaxError)
        throw new Violation('every reply is JSON', { path, error: error.message });
      return undefined;
    }
  }
}

/** It could not be served now, or the same request is being served. */
const isToRepeat = ({ status, body }: Reply): boolean =>
  status === 503 || (status === 409 && body.code === 'request-in-progress');
