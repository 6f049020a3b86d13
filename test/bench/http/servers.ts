import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { selectRows } from '../../../models/rows.js';
import type { System } from '../../../server/context.js';
import type { Bench } from '../measurement.js';
import { freePort } from '../../support/free-port.js';

const STARTS_WITHIN_MS = 30_000;
const CLOSES_WITHIN_MS = 600_000;

/** The program and the bare handlers, each in a process of its own over the same database. */
export interface Servers {
  readonly program: string;
  readonly bare: string;
}

const running = new WeakMap<Bench, Promise<Servers>>();

/** Starts both servers once for all measurements of a run; they are stopped at its end. */
export function startServers(bench: Bench): Promise<Servers> {
  const known = running.get(bench);
  if (known !== undefined) return known;
  const started = startBoth(bench);
  running.set(bench, started);
  return started;
}

async function startBoth(bench: Bench): Promise<Servers> {
  const { environment, system } = await bench.world();
  const program = await startServer(bench, '../../../server/main.js', environment);
  await untilClosed(bench, system);
  return { program, bare: await startServer(bench, './bare-server.js', environment) };
}

/** The program closes the day before in the background as soon as it runs; both sides are to find the books as they then are. */
async function untilClosed(bench: Bench, { database }: System): Promise<void> {
  bench.progress('  waiting for the daily close');
  const giveUpAt = performance.now() + CLOSES_WITHIN_MS;
  for (;;) {
    const done = await selectRows(database, "SELECT id FROM daily_closes WHERE state = 'done' LIMIT 1");
    if (done.length > 0) return;
    if (performance.now() > giveUpAt) throw new Error('The daily close does not end');
    await delay(200);
  }
}

/** Starts a program of ours on a free port and waits until it answers; gives its address. */
async function startServer(
  bench: Bench,
  program: string,
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const port = await freePort();
  const child = spawn(process.execPath, [fileURLToPath(new URL(program, import.meta.url))], {
    env: { PATH: process.env['PATH'], ...environment, HOST: '127.0.0.1', PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  bench.atEnd(async () => {
    child.kill();
    await ended;
  });
  const url = `http://127.0.0.1:${port}`;
  const giveUpAt = performance.now() + STARTS_WITHIN_MS;
  while (!(await answers(`${url}/readyz`))) {
    if (child.exitCode !== null || performance.now() > giveUpAt)
      throw new Error(`${program} does not answer`);
    await delay(50);
  }
  return url;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
