import { randomUUID } from 'node:crypto';
import type { Test } from 'supertest';
import type { Endpoint } from '../../routes/endpoint.js';
import { plausibleInput } from './schema-fields.js';

/** What to put instead of the plausible. */
export interface Particulars {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
}

const PAPER = Buffer.from('%PDF-1.7\n%%EOF\n');

/** A plausible value for one part of an operation's request. */
export function plausiblePart(endpoint: Endpoint, part: 'params' | 'query' | 'body'): unknown {
  const schema = endpoint[part];
  return schema ? plausibleInput(schema) : {};
}

/** Calls an operation with a plausible request, made from its schemas, but for what is particular. */
export function callPlausibly(
  caller: Readonly<Record<Endpoint['method'], (path: string) => Test>>,
  endpoint: Endpoint,
  particulars: Particulars = {},
): Test {
  const params = (particulars.params ?? plausiblePart(endpoint, 'params')) as Readonly<
    Record<string, unknown>
  >;
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const call = caller[endpoint.method](path)
    .query((particulars.query ?? plausiblePart(endpoint, 'query')) as object)
    .set('Idempotency-Key', randomUUID());
  const body = (particulars.body ?? plausiblePart(endpoint, 'body')) as object;
  if (endpoint.upload) {
    for (const [name, value] of Object.entries(body)) void call.field(name, String(value));
    return call.attach(endpoint.upload.field, PAPER, 'paper.pdf');
  }
  if (endpoint.oauth) void call.type('form');
  return endpoint.body ? call.send(body) : call;
}
