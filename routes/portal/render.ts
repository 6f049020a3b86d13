import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { can } from '../../server/auth/permissions.js';
import { formTokenOf } from '../../server/auth/web-sessions.js';
import { ROLES } from '../../server/core/roles.js';
import { countUnread } from '../../server/messages/find-messages.js';
import { GUIDE_OF_ROLE } from '../../templates/guides.js';
import { renderPage } from '../../templates/render-page.js';
import { PORTAL_LANGUAGES, speak } from '../../templates/portal-language.js';
import { actorOf } from '../middleware/request-context.js';
import { ASSET_ADDRESSES } from './assets.js';
import { pageLanguageOf, sessionCookieOf } from './cookies.js';
import type { View } from './page.js';
import { FORM_TOKEN_FIELD } from './same-site.js';
import { wordsFor } from './words.js';

/** Scripts and styles are files of ours that carry this page's nonce; nothing that stands in the page itself runs. */
const policyOf = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "img-src 'self' blob:",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');

/** Everything that a page's template reads: its frame, the reader's language, who has logged in, and a nonce of its own. */
export async function framedValues(request: Request, { view, title, values }: View) {
  const language = pageLanguageOf(request);
  const say = speak(language);
  const nonce = randomBytes(16).toString('base64');
  const cookie = sessionCookieOf(request);
  const actor = actorOf(request);
  const page = {
    title: say(title),
    language,
    languages: PORTAL_LANGUAGES,
    nonce,
    assets: ASSET_ADDRESSES,
    path: request.originalUrl,
    section: request.path.split('/')[1] ?? '',
    role: actor && say(ROLES[actor.role]),
    isBorrower: actor?.role === 'borrower',
    readsApplications: actor !== undefined && can(actor.role, 'application.read'),
    readsReports: actor !== undefined && can(actor.role, 'report.read'),
    readsLoans: actor !== undefined && can(actor.role, 'loan.read'),
    guide: actor && GUIDE_OF_ROLE[actor.role],
    // A refusal may be one of the database itself, which is then not asked again.
    unread: actor && view !== 'refusal' ? await countUnread(actor) : 0,
    formTokenField: FORM_TOKEN_FIELD,
    formToken: cookie && actor ? formTokenOf(cookie) : undefined,
  };
  return { page, say, ...wordsFor(say), ...values };
}

/** Renders a page in its frame. It is never stored. */
export async function sendView(request: Request, response: Response, view: View): Promise<void> {
  const values = await framedValues(request, view);
  response
    .type('html')
    .setHeader('Content-Security-Policy', policyOf(values.page.nonce))
    .send(renderPage(`portal/${view.view}`, values));
}
