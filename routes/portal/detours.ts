import type { Request } from 'express';
import { keepForm, openKeptForm } from '../../server/auth/kept-forms.js';
import { identifyByCookie, ownerOfCookie } from '../../server/auth/web-sessions.js';
import type { Context, System } from '../../server/context.js';
import { DomainError, type ErrorCode } from '../../server/core/errors.js';
import { rememberActor } from '../middleware/request-context.js';
import { speak } from '../../templates/portal-language.js';
import { logInView } from './account/log-in.js';
import { proofView } from './account/security.js';
import { pageLanguageOf, sessionCookieOf } from './cookies.js';
import { KEPT_FIELD } from './form-values.js';
import type { Page, PageAnswer, PageInput, View } from './page.js';
import { problemOf } from './problem.js';
import { assertFormToken, FORM_TOKEN_FIELD } from './same-site.js';

/** Where somebody goes who has to do something else first. */
const DETOURS: Readonly<Record<string, string>> = {
  unauthenticated: '/log-in',
  'password-change-required': '/password',
  'second-factor-enrolment-required': '/second-factor',
  'fresh-factor-required': '/second-factor/proof',
};

/** Where to after a refusal, with the way back; undefined where the refusal has a page of its own. */
export function detourOf(code: ErrorCode, { method, originalUrl }: Request): string | undefined {
  const detour = DETOURS[code];
  if (detour === undefined) return undefined;
  // A form that waits for the second factor stands at the address that it is sent to.
  const returns = method === 'GET' || code === 'fresh-factor-required';
  return returns ? `${detour}?next=${encodeURIComponent(originalUrl)}` : detour;
}

/** What was typed into a form of ours, sealed for whoever sent it; null where nothing can be shown again. */
async function keptOf(
  system: System,
  page: Page,
  { body }: PageInput,
  cookie: string,
  address: string,
): Promise<string | null> {
  if (page.method !== 'post' || page.upload || !page.again || page.permission === 'public') return null;
  try {
    assertFormToken(body[FORM_TOKEN_FIELD], cookie);
  } catch {
    return null;
  }
  const userId = await ownerOfCookie(system, cookie);
  return userId === null ? null : keepForm(system, { userId, address }, body);
}

/**
 * The page to log in at, or to prove the second factor, with what was typed into a form that was sent too late: it stays with the person
 * (sealed, in the page) and comes back in the form. Null for all other refusals.
 */
export async function waitingView(
  system: System,
  page: Page,
  request: Request,
  input: PageInput,
  code: ErrorCode,
): Promise<View | null> {
  const cookie = sessionCookieOf(request);
  const asks = code === 'unauthenticated' || code === 'fresh-factor-required';
  if (!asks || cookie === undefined) return null;
  const address = request.originalUrl;
  const kept = await keptOf(system, page, input, cookie, address);
  if (kept === null) return null;
  const waiting = { next: address, [KEPT_FIELD]: kept };
  if (code === 'unauthenticated') return logInView({ query: {}, body: waiting, keepsCookies: true });
  rememberActor(request, await identifyByCookie(system, cookie, 'account.enrol-second-factor'));
  return proofView(waiting);
}

/** The form that waited, as it was when it was sent; it has had no effect so far. What was kept for somebody else stays closed. */
export async function formThatWaited(
  page: Page,
  context: Context,
  input: PageInput,
  request: Request,
): Promise<PageAnswer> {
  const address = request.originalUrl;
  const { system, actor } = context;
  const body = openKeptForm(system, { userId: actor.userId, address }, input.body[KEPT_FIELD] ?? '');
  if (body === null || !page.again || page.permission === 'public') return { to: address };
  const say = speak(pageLanguageOf(request));
  const problem = {
    ...problemOf(new DomainError('fresh-factor-required'), pageLanguageOf(request)),
    title: say('还没有提交', 'Not sent yet'),
    detail: say(
      '您刚才填写的内容还在，请核对后再次提交。',
      'What you typed is here. Please check it and send it again.',
    ),
  };
  return page.again(context, { ...input, body }, problem);
}
