import { isIPv6 } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { epochSeconds } from '../../server/clock.js';
import { DomainError } from '../../server/core/errors.js';
import type { LimitVisitors } from '../gates.js';

const WINDOW_SECONDS = 60;

/**
 * A limit per address and operation; the minute's requests may come at once. Each process counts in memory first, which refuses a flood
 * for nothing, and then, unless the operation says otherwise, in the database with all other instances.
 */
export function createRateLimit(): LimitVisitors {
  const limiters = new Map<string, RateLimiterMemory>();
  return async (request, { system }, { operationId, requestsPerMinute, countedPerProcess }) => {
    const limiter =
      limiters.get(operationId) ??
      new RateLimiterMemory({ points: requestsPerMinute, duration: WINDOW_SECONDS });
    limiters.set(operationId, limiter);
    const network = networkOf(request.ip ?? '');
    await consume(limiter, network);
    if (countedPerProcess) return;
    const now = system.clock.now();
    const tally = await system.auth.tries.count(`visitor:${operationId}:${network}`, now, {
      seconds: WINDOW_SECONDS,
    });
    if (tally.points > requestsPerMinute) throw tooMany(epochSeconds(tally.expiresAt) - epochSeconds(now));
  };
}

/** Takes one request off a limit. Fails: too-many-requests, with the seconds until it helps to try again. */
export async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  await limiter.consume(key).catch((refusal: unknown) => {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw tooMany(refusal.msBeforeNext / 1000);
  });
}

const tooMany = (seconds: number): DomainError =>
  new DomainError('too-many-requests', { retryAfterSeconds: Math.max(1, Math.ceil(seconds)) });

/**
 * What counts as one address: an IPv4 address, also when it comes dressed as IPv6, and the /64 of an IPv6 address, since whoever
 * has one of its addresses has all of them.
 */
export function networkOf(address: string): string {
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
  const groups = head.split(':').filter(Boolean);
  const after = tail?.split(':').filter(Boolean) ?? [];
  const zeros =
    tail === undefined
      ? []
      : Array.from({ length: Math.max(0, 8 - groups.length - after.length) }, () => '0');
  return [...groups, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
