import express, {
  Router,
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { authorise } from '../../server/auth/permissions.js';
import { identifyByCookie } from '../../server/auth/web-sessions.js';
import type { Actor, System, VisitorContext } from '../../server/context.js';
import { DomainError } from '../../server/core/errors.js';
import type { Permission } from '../../server/auth/permissions.js';
import { textLanguageOf } from '../../templates/portal-language.js';
import { detourOf, formThatWaited, waitingView } from './detours.js';
import { isTextRecord, KEPT_FIELD, lastOfEach } from './form-values.js';
import { sendDownload } from '../mount.js';
import type { Gates } from '../gates.js';
import { ERROR_STATUS } from '../middleware/error-handler.js';
import { toDomainError } from '../middleware/foreign-errors.js';
import { discardUpload, fileNameOf, receiveFile, storedUploadOf } from '../middleware/receive-file.js';
import { rememberActor, requestIdOf } from '../middleware/request-context.js';
import type { Logger } from '../../server/logger.js';
import { pageLanguageOf, sessionCookieOf, setLanguage, setSession } from './cookies.js';
import type { Page, PageAnswer, PageInput, View } from './page.js';
import { problemOf } from './problem.js';
import { ASSET_FILES, assetHandler } from './assets.js';
import { PICTURE_ADDRESS } from '../../templates/guides.js';
import { sendPicture } from './help/guides.js';
import { sendView } from './render.js';
import { assertFormToken, assertSameSite, FORM_TOKEN_FIELD, keepsCookies } from './same-site.js';

const readForm = express.urlencoded({ extended: false, limit: '256kb', parameterLimit: 2_500 });

function inputOf(request: Request): PageInput {
  const { file } = request;
  const stored = storedUploadOf(request);
  return {
    params: lastOfEach(request.params),
    query: lastOfEach(request.query),
    body: isTextRecord(request.body) ? lastOfEach(request.body) : {},
    file: file && !stored ? { fileName: fileNameOf(file), bytes: file.buffer } : undefined,
    stored,
    keepsCookies: keepsCookies(request),
    known: sessionCookieOf(request) !== undefined,
  };
}

async function answer(request: Request, response: Response, given: PageAnswer): Promise<void> {
  if ('download' in given) await sendDownload(response, given.download);
  else if ('saved' in given) response.json(given.saved);
  else if ('view' in given) await sendView(request, response, given);
  else {
    if (given.session !== undefined) setSession(response, given.session);
    if (given.language !== undefined) setLanguage(response, given.language);
    response.redirect(given.carries ? 307 : 303, given.to);
  }
}

/** Who asks, when the page is open: a session that has ended counts for nothing. */
async function visitorActor(system: System, cookie: string | undefined): Promise<Actor | undefined> {
  if (cookie === undefined) return undefined;
  return identifyByCookie(system, cookie, 'account.secure').catch(() => undefined);
}

async function callerOf(
  system: System,
  request: Request,
  permission: Permission,
): Promise<{ readonly actor: Actor; readonly cookie: string }> {
  const cookie = sessionCookieOf(request);
  if (cookie === undefined) throw new DomainError('unauthenticated');
  const actor = await identifyByCookie(system, cookie, permission);
  rememberActor(request, actor);
  authorise(actor, permission);
  return { actor, cookie };
}

/** Runs a page; a form that is refused is shown again with what was typed, as 422. */
async function run<Who extends VisitorContext>(
  page: {
    handle(who: Who, input: PageInput): Promise<PageAnswer>;
    again?:
      ((who: Who, input: PageInput, problem: ReturnType<typeof problemOf>) => Promise<View>) | undefined;
  },
  who: Who,
  request: Request,
  response: Response,
): Promise<void> {
  const input = inputOf(request);
  try {
    await answer(request, response, await page.handle(who, input));
  } catch (error) {
    const refusal = toDomainError(error);
    if (!page.again || refusal.code === 'internal' || refusal.code === 'unauthenticated') throw error;
    const view = await page.again(who, input, problemOf(refusal, pageLanguageOf(request)));
    response.status(refusal.code === 'too-many-requests' ? 429 : 422);
    await sendView(request, response, view);
  }
}

function handlerOf(page: Page, system: System, gates: Gates): RequestHandler {
  return async (request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Referrer-Policy', 'same-origin');
    const visitor: VisitorContext = {
      system,
      requestId: requestIdOf(request),
      language: textLanguageOf(pageLanguageOf(request)),
    };
    const sends = page.method === 'post';
    if (sends) assertSameSite(request);
    if (page.permission === 'public') {
      const actor = await visitorActor(system, sessionCookieOf(request));
      if (actor) rememberActor(request, actor);
      if (page.limit) await gates.limitVisitors(request, visitor, page.limit);
      if (page.upload) await receiveFile(system, page.upload, request, response);
      await run(page, visitor, request, response);
      return;
    }
    const { actor, cookie } = await callerOf(system, request, page.permission);
    if (KEPT_FIELD in inputOf(request).body && !page.carries) {
      const waited = formThatWaited(page, { ...visitor, actor }, inputOf(request), request);
      await answer(request, response, await waited);
      return;
    }
    if (page.upload) await receiveFile(system, page.upload, request, response);
    try {
      if (sends) assertFormToken(inputOf(request).body[FORM_TOKEN_FIELD], cookie);
      const serve = (): Promise<void> => run(page, { ...visitor, actor }, request, response);
      const { replicas } = system;
      await (page.mayLag && replicas ? replicas.read(actor.sessionId, serve) : serve());
    } finally {
      // What a use case has taken over is kept; all else that was stored while it came in goes.
      await discardUpload(system, request);
    }
  };
}

/** The pages' own last handler: a refusal is a page, and what has to be done first is where the reader is sent. */
function refuse(page: Page, system: System, logger: Logger): ErrorRequestHandler {
  return async (error: unknown, request, response, next) => {
    const refusal = toDomainError(error);
    if (refusal.code === 'internal')
      logger.error({ err: error, requestId: requestIdOf(request) }, 'unexpected error');
    if (response.headersSent) {
      next(error);
      return;
    }
    const waiting = await waitingView(system, page, request, inputOf(request), refusal.code);
    if (waiting !== null) {
      response.status(ERROR_STATUS[refusal.code]);
      await sendView(request, response, waiting);
      return;
    }
    const detour = detourOf(refusal.code, request);
    if (detour !== undefined) {
      response.redirect(303, detour);
      return;
    }
    response.status(ERROR_STATUS[refusal.code]);
    const problem = problemOf(refusal, pageLanguageOf(request));
    await sendView(request, response, {
      view: 'refusal',
      title: { zh: problem.title, en: problem.title },
      values: { problem, requestId: requestIdOf(request) },
    });
  };
}

/** Puts declared pages and their assets on a router of their own. */
export function mountPages(pages: readonly Page[], system: System, gates: Gates, logger: Logger): Router {
  const router = Router();
  for (const file of ASSET_FILES) router.get(`/assets/${file}`, assetHandler(file));
  router.get(`${PICTURE_ADDRESS}/:picture`, sendPicture);
  for (const page of pages) {
    const handlers = [
      ...(page.method === 'post' && !page.upload ? [readForm] : []),
      handlerOf(page, system, gates),
    ];
    router[page.method](page.path, ...handlers, refuse(page, system, logger));
  }
  return router;
}
