import type { Request } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { identifyActor } from '../../server/auth/identify-actor.js';
import type { Machine, System } from '../../server/context.js';
import { DomainError } from '../../server/core/errors.js';
import { takeSignedMessage } from '../../server/signing/verify-message.js';
import type { Authenticate } from '../gates.js';
import { consume } from './rate-limit.js';
import { rememberActor } from './request-context.js';

const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;
const WINDOW_SECONDS = 60;

/**
 * Reads the bearer token of the Authorization header, the only place where one is looked for. A bank's system is besides counted
 * against its own limit, and each of its writes has to be signed.
 */
export const createAuthenticate = (): Authenticate => {
  const limitMachine = createMachineLimit();
  return async (request, visitor, permission) => {
    const [, accessToken] = BEARER.exec(request.get('Authorization') ?? '') ?? [];
    if (accessToken === undefined) throw new DomainError('unauthenticated');
    const actor = await identifyActor(visitor.system, accessToken, permission);
    rememberActor(request, actor);
    if (actor.machine) {
      await limitMachine(actor.machine);
      await checkSignature(visitor.system, actor.machine, request);
    }
    return actor;
  };
};

/** A limit for each API client, whatever address it calls from. Kept in memory: each process counts for itself. */
function createMachineLimit(): (machine: Machine) => Promise<void> {
  const limiters = new Map<string, RateLimiterMemory>();
  return async ({ apiClientId, requestsPerMinute }) => {
    const key = `${apiClientId}:${requestsPerMinute}`;
    const limiter =
      limiters.get(key) ?? new RateLimiterMemory({ points: requestsPerMinute, duration: WINDOW_SECONDS });
    limiters.set(key, limiter);
    await consume(limiter, key);
  };
}

/** What a signature is asked for and what carries one anyway is checked; the body is compared when it has arrived. */
async function checkSignature(system: System, machine: Machine, request: Request): Promise<void> {
  const header = (name: string): string => request.get(name) ?? '';
  const signature = header('Suidai-Signature');
  if (signature === '' && (request.method === 'GET' || !machine.signedWrites)) return;
  const parts = {
    method: request.method,
    path: request.originalUrl,
    timestamp: header('Suidai-Timestamp'),
    nonce: header('Suidai-Nonce'),
    idempotencyKey: header('Idempotency-Key'),
    contentDigest: header('Content-Digest'),
  };
  await takeSignedMessage(system, machine.apiClientId, parts, signature);
}
