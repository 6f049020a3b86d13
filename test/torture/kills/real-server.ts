import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/** The program in a process of its own, which may be killed and started again. */
export interface RealServer {
  readonly host: string;
  /** Starts it, again if it ends while its database is away, and waits until it is ready. */
  start(): Promise<void>;
  isReady(): Promise<boolean>;
  /** SIGKILL: it cannot answer, finish or tidy up anything. */
  kill(): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Ends it in good order; answers its exit code. */
  stop(): Promise<number | null>;
}

const READY_POLLS = 1_200;
const POLL_MS = 50;

/** A server that is not started yet; the environment says its port. `folder` holds the built program, this version's if it is left out. */
export function realServer(environment: Readonly<Record<string, string>>, folder = '.'): RealServer {
  const host = `http://127.0.0.1:${environment['PORT']}`;
  let child: ChildProcess | undefined;
  const isRunning = (): boolean =>
    child !== undefined && child.exitCode === null && child.signalCode === null;
  const launch = (): void => {
    child = spawn(process.execPath, ['dist/server/main.js'], {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOST: '127.0.0.1', LOG_LEVEL: 'silent', ...environment },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  };
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (!child || !isRunning()) return child?.exitCode ?? null;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    return child.exitCode;
  };
  return {
    host,
    async start() {
      launch();
      for (let poll = 0; poll < READY_POLLS; poll += 1) {
        if (!isRunning()) launch();
        if (await isReady(host)) return;
        await delay(POLL_MS);
      }
      throw new Error('The server was not ready in a minute');
    },
    isReady: () => isReady(host),
    kill: async () => void (await end('SIGKILL')),
    signal: (name) => void child?.kill(name),
    stop: () => end('SIGTERM'),
  };
}

const isReady = (host: string): Promise<boolean> =>
  fetch(`${host}/readyz`, { signal: AbortSignal.timeout(5_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
