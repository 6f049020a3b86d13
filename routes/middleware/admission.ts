import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { DomainError } from '../../server/core/errors.js';
import { presentProblem } from './error-handler.js';
import { createRest } from './resting-connections.js';

/** How much is taken on at once. */
export interface AdmissionLimits {
  /** Requests that are worked on at a moment. */
  readonly inFlight: number;
  /** Requests that wait for their turn; one more is refused. */
  readonly queued: number;
  /** Milliseconds that one waits at most before it is refused. */
  readonly patienceMs: number;
  /** Milliseconds after which whoever was refused is to come back, and until which nothing is read from its connection while there is no room. */
  readonly restMs: number;
}

/** How it stands now, for `/metrics`. */
export interface AdmissionTally {
  inFlight: number;
  queued: number;
  /** Since the start. */
  refused: number;
  /** Connections that nothing is read from, since there is no room for what would come. */
  resting: number;
}

/**
 * Lets as many requests in as can be worked on, has some wait and refuses the rest, so that work that is begun is ended in time. To refuse is
 * work too: at several times of what can be done it would take half of the time. So a connection that was refused is not read from until there
 * is room or it is time to come back, and one that was answered stands in line behind those: what they send meanwhile waits in the system's
 * buffers, at no cost.
 */
export interface Admission {
  /** Stands before the whole application: what is refused must cost next to nothing. */
  guard(application: RequestListener): RequestListener;
  readonly tally: Readonly<AdmissionTally>;
}

/** Operators and load balancers have to get through especially now. */
const ALWAYS: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);
const BUSY = '系统繁忙,请稍后刷新页面。The system is busy; please reload the page in a moment.\n';
const ID = 'request-id';
/** After so long without work there is room for all. */
const IDLE_MS = 100;

/** The problem in one language, on both sides of the request's id. */
const problemIn = (language: 'zh' | 'en'): readonly string[] =>
  JSON.stringify(presentProblem(new DomainError('unavailable', { reason: 'overload' }), language, ID)).split(
    ID,
  );
const PROBLEMS = { zh: problemIn('zh'), en: problemIn('en') };

/** A request, and what answers it when it is let in. */
interface Turn {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly application: RequestListener;
}

/** Admission for one server. What is refused gets 503 `unavailable` with Retry-After. */
export function createAdmission({ inFlight, queued, patienceMs, restMs }: AdmissionLimits): Admission {
  const tally: AdmissionTally = { inFlight: 0, queued: 0, refused: 0, resting: 0 };
  const waiting = new Set<() => void>();
  const resting = createRest(restMs, (count) => (tally.resting = count));
  const answerBusy = busyAnswer(restMs);

  const wakeAllWhenIdle = (): void => {
    if (tally.inFlight === 0) resting.wake(tally.resting);
  };
  const begin = ({ request, response, application }: Turn): void => {
    tally.inFlight += 1;
    response.once('close', () => {
      tally.inFlight -= 1;
      const [enter] = waiting;
      enter?.();
      if (tally.resting === 0) return;
      resting.rest(request.socket);
      // What those send who are woken comes in later: as long as somebody waits, one who ends makes room for one.
      resting.wake(waiting.size > 0 ? 1 : inFlight - tally.inFlight);
      if (tally.inFlight === 0) setTimeout(wakeAllWhenIdle, IDLE_MS).unref();
    });
    application(request, response);
  };
  const refuse = ({ request, response }: Turn): void => {
    tally.refused += 1;
    response.once('close', () => {
      resting.rest(request.socket);
    });
    answerBusy(request, response);
  };
  /** Until it is its turn, it has waited too long, or whoever asked has gone. */
  const wait = (turn: Turn): void => {
    const leave = (): void => {
      waiting.delete(enter);
      tally.queued = waiting.size;
      clearTimeout(timer);
      turn.response.off('close', leave);
    };
    const enter = (): void => {
      leave();
      begin(turn);
    };
    const timer = setTimeout(() => {
      leave();
      refuse(turn);
    }, patienceMs);
    turn.response.once('close', leave);
    waiting.add(enter);
    tally.queued = waiting.size;
  };
  const guard =
    (application: RequestListener): RequestListener =>
    (request, response) => {
      const turn = { request, response, application };
      if (ALWAYS.has(pathOf(request))) application(request, response);
      else if (tally.inFlight < inFlight) begin(turn);
      else if (waiting.size < queued) wait(turn);
      else refuse(turn);
    };
  return { guard, tally };
}

function pathOf({ url = '/' }: IncomingMessage): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}

/** A problem for programs, a sentence for people. */
function busyAnswer(restMs: number) {
  const fixed = {
    'Retry-After': String(Math.ceil(restMs / 1000)),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  };
  return (request: IncomingMessage, response: ServerResponse): void => {
    if (!pathOf(request).startsWith('/api')) {
      response.writeHead(503, { ...fixed, 'Content-Type': 'text/plain; charset=utf-8' }).end(BUSY);
      return;
    }
    const requestId = randomUUID();
    const language = request.headers['accept-language']?.startsWith('en') ? 'en' : 'zh';
    const headers = { ...fixed, 'Content-Type': 'application/problem+json', 'X-Request-Id': requestId };
    response.writeHead(503, headers).end(PROBLEMS[language].join(requestId));
  };
}
