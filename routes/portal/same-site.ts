import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { formTokenOf } from '../../server/auth/web-sessions.js';
import { DomainError } from '../../server/core/errors.js';

/** The name of the field by which a form shows that we gave it out. */
export const FORM_TOKEN_FIELD = 'formToken';

/**
 * Refuses a form that another site sent. Browsers say where a form comes from; one that says nothing is not believed. Fails:
 * forbidden.
 */
export function assertSameSite(request: Request): void {
  const origin = request.get('Origin');
  const here =
    origin === undefined
      ? request.get('Sec-Fetch-Site') === 'same-origin'
      : URL.canParse(origin) && new URL(origin).host === request.host;
  if (!here) throw new DomainError('forbidden', { reason: 'foreign-form' });
}

/** Refuses a form that was not given out in this session. Fails: forbidden. */
export function assertFormToken(given: string | undefined, cookie: string): void {
  const expected = Buffer.from(formTokenOf(cookie));
  const found = Buffer.from(given ?? '');
  if (found.length !== expected.length || !timingSafeEqual(found, expected)) {
    throw new DomainError('forbidden', { reason: 'foreign-form' });
  }
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether a browser gives our cookies back: over TLS, or where the connection does not leave the machine. */
export const keepsCookies = (request: Request): boolean => request.secure || LOOPBACK.test(request.hostname);
