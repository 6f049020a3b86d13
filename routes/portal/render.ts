import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Request, Response } from 'express';
import { can } from '../../server/auth/permissions.js';
import { formTokenOf } from '../../server/auth/web-sessions.js';
import { ROLES } from '../../server/core/roles.js';
import { ASSETS, renderPage } from '../../templates/render-page.js';
import { PORTAL_LANGUAGES, speak } from '../../templates/portal-language.js';
import { actorOf } from '../middleware/request-context.js';
import { pageLanguageOf, sessionCookieOf } from './cookies.js';
import type { View } from './page.js';
import { FORM_TOKEN_FIELD } from './same-site.js';
import { wordsFor } from './words.js';

/** Files that pages load, each under an address that changes with its content. */
export const ASSET_FILES = ['portal.css', 'charts.css', 'portal.js', 'icon.svg'] as const;

const assets = Object.fromEntries(
  ASSET_FILES.map((file) => {
    const hash = createHash('sha256')
      .update(readFileSync(join(ASSETS, file)))
      .digest('hex');
    return [file, `/assets/${file}?${hash.slice(0, 12)}`];
  }),
);

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

/** Renders a page in its frame: the reader's language, who has logged in, and a nonce of its own. It is never stored. */
export function sendView(request: Request, response: Response, { view, title, values }: View): void {
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
    assets,
    path: request.originalUrl,
    section: request.path.split('/')[1] ?? '',
    role: actor && say(ROLES[actor.role]),
    isBorrower: actor?.role === 'borrower',
    readsApplications: actor !== undefined && can(actor.role, 'application.read'),
    readsReports: actor !== undefined && can(actor.role, 'report.read'),
    readsLoans: actor !== undefined && can(actor.role, 'loan.read'),
    formTokenField: FORM_TOKEN_FIELD,
    formToken: cookie && actor ? formTokenOf(cookie) : undefined,
  };
  response
    .type('html')
    .setHeader('Content-Security-Policy', policyOf(nonce))
    .send(renderPage(`portal/${view}`, { page, say, ...wordsFor(say), ...values }));
}
