import type { CookieOptions, Request, Response } from 'express';
import { isPortalLanguage, type PortalLanguage } from '../../templates/portal-language.js';

/** `__Host-`: only this host set it, only over a connection that nobody else reads, for all its paths. */
const SESSION_COOKIE = '__Host-session';
const LANGUAGE_COOKIE = 'language';
const ONE_YEAR_MS = 31_536_000_000;

const SESSION_OPTIONS: CookieOptions = { httpOnly: true, secure: true, sameSite: 'lax', path: '/' };

function cookieOf(request: Request, name: string): string | undefined {
  const pairs = (request.get('Cookie') ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** The cookie of the browser's session, if it looks like one of ours. */
export function sessionCookieOf(request: Request): string | undefined {
  const cookie = cookieOf(request, SESSION_COOKIE);
  return cookie !== undefined && /^[\w-]{43}$/.test(cookie) ? cookie : undefined;
}

/** Hands a session to the browser until it is closed, or takes it away. */
export function setSession(response: Response, session: string | null): void {
  if (session === null) response.clearCookie(SESSION_COOKIE, SESSION_OPTIONS);
  else response.cookie(SESSION_COOKIE, session, SESSION_OPTIONS);
}

/** The language that was chosen here, or else the one that the browser asks for; Simplified Chinese otherwise. */
export function pageLanguageOf(request: Request): PortalLanguage {
  const chosen = cookieOf(request, LANGUAGE_COOKIE) ?? '';
  if (isPortalLanguage(chosen)) return chosen;
  const [preferred = ''] = request.acceptsLanguages();
  if (/^en\b/i.test(preferred)) return 'en';
  return /^zh-(?:hant|tw|hk|mo)\b/i.test(preferred) ? 'zh-Hant' : 'zh-Hans';
}

/** Remembers the language for a year. It says nothing about anybody. */
export function setLanguage(response: Response, language: string): void {
  response.cookie(LANGUAGE_COOKIE, language, { httpOnly: true, sameSite: 'lax', maxAge: ONE_YEAR_MS });
}
