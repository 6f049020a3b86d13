import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Router, type Request, type RequestHandler, type Response } from 'express';
import { authorise } from '../server/auth/permissions.js';
import type { Actor, Context, IdempotencyRequest, System, VisitorContext } from '../server/context.js';
import type { JsonValue } from '../server/core/canonical-json.js';
import { DomainError } from '../server/core/errors.js';
import { contentHash, sha256 } from '../server/hashing.js';
import { isPublic, type Download, type Endpoint, type Input } from './endpoint.js';
import type { Gates } from './gates.js';
import { assertContentDigest } from './middleware/content-digest.js';
import { basicCredentialsOf } from './oauth-request.js';
import { languageOf, requestIdOf } from './middleware/request-context.js';
import { discardUpload, fileNameOf, receiveFile, storedUploadOf } from './middleware/receive-file.js';
import { validate } from './middleware/validate.js';

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{8,64}$/;

function parse(endpoint: Endpoint, request: Request): Input<never, never, never> {
  const uploaded = request.file;
  const stored = storedUploadOf(request);
  if (endpoint.upload && !uploaded) throw new DomainError('malformed', { field: endpoint.upload.field });
  return {
    params: (endpoint.params ? validate(endpoint.params, request.params) : {}) as never,
    query: (endpoint.query ? validate(endpoint.query, request.query, true) : {}) as never,
    body: (endpoint.body ? validate(endpoint.body, bodyOf(endpoint, request)) : {}) as never,
    file: uploaded && !stored ? { fileName: fileNameOf(uploaded), bytes: uploaded.buffer } : undefined,
    stored,
    ...(endpoint.oauth && { basic: basicCredentialsOf(request) }),
  };
}

/** What was sent; nothing at all is a body without fields. Fails: malformed, when it came in a form that is not read here. */
function bodyOf(endpoint: Endpoint, request: Request): unknown {
  if (endpoint.upload) return { ...request.body };
  if (!endpoint.oauth && request.is('application/json') === false) {
    const message = { zh: '应为 application/json', en: 'must be application/json' };
    throw new DomainError('malformed', {}, [{ field: 'Content-Type', rule: 'media-type', message }]);
  }
  return request.body ?? {};
}

/** Binds the caller's key to this very request, so that it cannot answer another one. A machine never writes without one. */
function idempotencyOf(endpoint: Endpoint, request: Request, actor: Actor): IdempotencyRequest | undefined {
  const key = request.get('Idempotency-Key');
  if (key === undefined) {
    if (endpoint.idempotency === 'required' || actor.machine)
      throw new DomainError('idempotency-key-required');
    return undefined;
  }
  if (!IDEMPOTENCY_KEY.test(key)) throw new DomainError('malformed', { field: 'Idempotency-Key' });
  const stored = storedUploadOf(request);
  const fileHash = stored?.sha256 ?? (request.file ? sha256(request.file.buffer) : null);
  return {
    key,
    route: `${request.method} ${request.path}`.slice(0, 96),
    bodyHash: contentHash({ body: (request.body ?? null) as JsonValue, fileHash, path: request.path }),
    replayed: false,
  };
}

async function answer(endpoint: Endpoint, response: Response, result: unknown): Promise<void> {
  response.status(endpoint.reply.status);
  if (endpoint.reply.download) {
    await sendDownload(response, result as Download);
    return;
  }
  if (endpoint.reply.status === 204) response.end();
  else sendJson(response, result);
}

/** Sends a file to be saved and never to be shown in place. */
export async function sendDownload(response: Response, download: Download): Promise<void> {
  response
    .type(download.mediaType)
    .attachment(download.fileName)
    .setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
  if ('bytes' in download) response.end(download.bytes);
  else await pipeline(Readable.from(download.pieces), response);
}

/** As Express sends it, less what a reply of ours never needs: ETag, content negotiation, JSONP's escapes. */
function sendJson(response: Response, result: unknown): void {
  const body = JSON.stringify(result);
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', Buffer.byteLength(body));
  response.end(body);
}

function handlerOf(endpoint: Endpoint, system: System, gates: Gates): RequestHandler {
  return async (request, response) => {
    const visitor: VisitorContext = {
      system,
      requestId: requestIdOf(request),
      language: languageOf(request),
    };
    if (isPublic(endpoint)) {
      await gates.limitVisitors(request, visitor, endpoint);
      await answer(endpoint, response, await endpoint.handle(visitor, parse(endpoint, request)));
      return;
    }
    const actor = await gates.authenticate(request, visitor, endpoint.permission);
    authorise(actor, endpoint.permission);
    if (endpoint.upload) await receiveFile(system, endpoint.upload, request, response);
    const serve = async (): Promise<void> =>
      answer(endpoint, response, await handleGuarded(endpoint, { ...visitor, actor }, request, response));
    const { replicas } = system;
    await (endpoint.mayLag && replicas ? replicas.read(actor.sessionId, serve) : serve());
  };
}

/** Parses and handles; an upload that no use case has taken over is removed. */
async function handleGuarded(
  endpoint: Exclude<Endpoint, { permission: 'public' }>,
  caller: Context,
  request: Request,
  response: Response,
): Promise<unknown> {
  try {
    assertContentDigest(request);
    const input = parse(endpoint, request);
    const idempotency =
      endpoint.method === 'get' ? undefined : idempotencyOf(endpoint, request, caller.actor);
    const context: Context = { ...caller, ...(idempotency && { idempotency }) };
    const result = await endpoint.handle(context, input);
    if (idempotency?.replayed) {
      response.setHeader('Idempotent-Replayed', 'true');
      await discardUpload(caller.system, request);
    }
    return result;
  } catch (error) {
    await discardUpload(caller.system, request);
    throw error;
  }
}

/**
 * Puts declared operations on a router, one route a path; a known path with another method answers 405. A router tries its paths one
 * by one, so each resource has a router of its own, found by its name.
 */
export function mount(endpoints: readonly Endpoint[], system: System, gates: Gates): Router {
  const resources = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints) {
    const resource = resourceOf(endpoint.path);
    resources.set(resource, [...(resources.get(resource) ?? []), endpoint]);
  }
  const routers = new Map(
    [...resources].map(([resource, operations]) => [resource, mountResource(operations, system, gates)]),
  );
  return Router().use((request, response, next) => {
    const router = routers.get(resourceOf(request.path));
    if (router) router(request, response, next);
    else next();
  });
}

/** `/api/v1/loans` of `/api/v1/loans/7/repayments`; paths are told apart without regard to case, as Express does. */
const resourceOf = (path: string): string => path.split('/', 4).join('/').toLowerCase();

function mountResource(operations: readonly Endpoint[], system: System, gates: Gates): Router {
  const router = Router();
  const paths = [...new Set(operations.map((endpoint) => endpoint.path))];
  const operationsAt = (path: string) => operations.filter((endpoint) => endpoint.path === path);
  for (const path of paths) {
    const route = router.route(path);
    for (const endpoint of operationsAt(path)) route[endpoint.method](handlerOf(endpoint, system, gates));
  }
  for (const path of paths) {
    const allowed = operationsAt(path)
      .map((endpoint) => endpoint.method.toUpperCase())
      .join(', ');
    router.all(path, (_request, response) => {
      response.setHeader('Allow', allowed);
      throw new DomainError('method-not-allowed', { allowed });
    });
  }
  return router;
}
