import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { LoadRequest, Side } from './load.js';

/** How many ask, and how often. */
export interface Crowd {
  readonly callers: number;
  /** Requests that all together wish to begin in a second; without it each asks again as soon as it is answered. */
  readonly wishesPerSecond?: number;
}

/** What came back in a second, once everybody was connected and the server had got used to them. */
export interface CrowdReplies {
  readonly carriedOut: number;
  readonly refused: number;
  /** Wishes of somebody who still waited for the reply before, as people do. */
  readonly keptWaiting: number;
}

const SETTLE_MS = 1_000;
const TICK_MS = 5;

/**
 * Asks over connections that are kept open, one request at a time on each, with as little work as can be: whatever the crowd takes of the
 * machine, the server has not. Throws Error for a reply that is neither 2xx nor 503, or a connection that breaks.
 */
export async function crowd(
  side: Side,
  next: () => LoadRequest,
  { callers, wishesPerSecond }: Crowd,
  seconds: number,
): Promise<CrowdReplies> {
  const { hostname, port } = new URL(side.url);
  const counts = { carriedOut: 0, refused: 0, keptWaiting: 0 };
  let fault: Error | undefined;
  const everybody: Caller[] = [];
  const answered = (status: number, caller: Caller): void => {
    if (status === 503) counts.refused += 1;
    else if (status >= 200 && status < 300) counts.carriedOut += 1;
    else fault ??= new Error(`${side.url} answers ${status}`);
    if (wishesPerSecond === undefined) caller.ask(next());
  };
  try {
    for (let index = 0; index < callers; index += 1) {
      const connection = connect(Number(port), hostname);
      await once(connection, 'connect');
      connection.on('error', (error) => (fault ??= error));
      everybody.push(new Caller(connection, side.token, answered));
    }
    const before = await settled(everybody, next, wishesPerSecond, counts);
    const startedAt = performance.now();
    await delay(seconds * 1_000);
    const elapsed = (performance.now() - startedAt) / 1_000;
    if (fault) throw fault;
    return {
      carriedOut: (counts.carriedOut - before.carriedOut) / elapsed,
      refused: (counts.refused - before.refused) / elapsed,
      keptWaiting: (counts.keptWaiting - before.keptWaiting) / elapsed,
    };
  } finally {
    for (const caller of everybody) caller.leave();
  }
}

/** Sets everybody going and gives what was counted until it was quiet enough to count in earnest. */
async function settled(
  everybody: readonly Caller[],
  next: () => LoadRequest,
  wishesPerSecond: number | undefined,
  counts: { carriedOut: number; refused: number; keptWaiting: number },
): Promise<CrowdReplies> {
  if (wishesPerSecond === undefined) for (const caller of everybody) caller.ask(next());
  else wish(everybody, next, wishesPerSecond, counts);
  await delay(SETTLE_MS);
  return { ...counts };
}

/** Has one after the other wish for something, at an even rate, until the first of them has left. */
function wish(
  everybody: readonly Caller[],
  next: () => LoadRequest,
  wishesPerSecond: number,
  counts: { keptWaiting: number },
): void {
  const startedAt = performance.now();
  let wishes = 0;
  const timer = setInterval(() => {
    if (everybody[0]?.hasLeft) clearInterval(timer);
    const due = ((performance.now() - startedAt) / 1_000) * wishesPerSecond;
    for (; wishes < due; wishes += 1) {
      const caller = everybody[wishes % everybody.length];
      if (caller?.isWaiting) counts.keptWaiting += 1;
      else caller?.ask(next());
    }
  }, TICK_MS);
}

/** One connection, and whoever asks over it. */
class Caller {
  isWaiting = false;
  #heard = '';
  readonly #connection: Socket;
  readonly #token: string;

  constructor(connection: Socket, token: string, answered: (status: number, caller: Caller) => void) {
    this.#connection = connection.setNoDelay().setEncoding('latin1');
    this.#token = token;
    connection.on('data', (text: string) => {
      this.#heard += text;
      if (!isWhole(this.#heard)) return;
      const status = Number(this.#heard.slice(9, 12));
      this.#heard = '';
      this.isWaiting = false;
      answered(status, this);
    });
  }

  get hasLeft(): boolean {
    return this.#connection.destroyed;
  }

  ask({ method, path, headers, body }: LoadRequest): void {
    const content = body === undefined ? '' : JSON.stringify(body);
    const further = Object.entries(headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`);
    this.isWaiting = true;
    this.#connection.write(
      `${method} ${path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer ${this.#token}\r\n` +
        `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(content)}\r\n${further.join('')}\r\n${content}`,
    );
  }

  leave(): void {
    this.#connection.destroy();
  }
}

/** Whether a reply has come to its end: its head, and as many bytes after it as the head says. */
function isWhole(reply: string): boolean {
  const head = reply.indexOf('\r\n\r\n');
  const length = /\r\ncontent-length: (\d+)/i.exec(reply)?.[1];
  return head >= 0 && reply.length >= head + 4 + Number(length ?? 0);
}
