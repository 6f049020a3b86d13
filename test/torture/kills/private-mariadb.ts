import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { freePort } from '../../support/free-port.js';

/** A MariaDB server that belongs to one test: it may be killed. */
export interface PrivateMariadb {
  readonly url: string;
  readonly port: number;
  /** SIGKILL, as a power cut to the process, and a start on the same files. */
  killAndRestart(): Promise<void>;
  /** SIGKILL without a start. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** SIGSTOP and SIGCONT: it hangs, with all its connections. */
  signal(name: NodeJS.Signals): void;
  remove(): Promise<void>;
}

const PROGRAMS = ['/usr/sbin/mariadbd', '/usr/bin/mariadbd', '/usr/local/bin/mariadbd'];
const READY_POLLS = 300;

const programOf = (): string | undefined => PROGRAMS.find((path) => existsSync(path));

/** Whether this machine has the server's program. */
export const hasMariadb = (): boolean => programOf() !== undefined;

/**
 * Installs an empty server in a folder of its own and starts it. Every commit is flushed, as in production. With settings of one's own
 * it has no database until somebody makes one.
 */
export async function startPrivateMariadb(special?: readonly string[]): Promise<PrivateMariadb> {
  const program = programOf();
  if (program === undefined) throw new Error('There is no mariadbd on this machine');
  const folder = await mkdtemp(join(tmpdir(), 'suidai-mariadb-'));
  const asRoot = process.getuid?.() === 0;
  const user = asRoot ? ['--user=mysql'] : [];
  if (asRoot) giveToMysql(folder);
  const data = join(folder, 'data');
  const install = [
    '--no-defaults',
    ...user,
    `--datadir=${data}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
  ];
  const installed = spawnSync('mariadb-install-db', install, { encoding: 'utf8' });
  if (installed.status !== 0) throw new Error(`mariadb-install-db: ${installed.stderr}`);
  const port = await freePort();
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    const settings = [
      '--bind-address=127.0.0.1',
      `--port=${port}`,
      `--socket=${join(folder, 'sock')}`,
      `--pid-file=${join(folder, 'pid')}`,
    ];
    const ours = [
      '--character-set-server=utf8mb4',
      '--collation-server=utf8mb4_unicode_520_ci',
      '--default-time-zone=+00:00',
    ];
    const small = [
      '--innodb-buffer-pool-size=128M',
      '--innodb-flush-log-at-trx-commit=1',
      `--log-error=${join(folder, 'err.log')}`,
    ];
    child = spawn(
      program,
      ['--no-defaults', ...user, `--datadir=${data}`, ...settings, ...ours, ...small, ...(special ?? [])],
      {
        stdio: 'ignore',
      },
    );
    await untilItAnswers(port, special === undefined ? MAKE_DATABASE : 'DO 0');
  };
  const kill = async (): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  await start();
  return {
    url: `mysql://root@127.0.0.1:${port}/suidai`,
    port,
    start,
    kill,
    signal: (name) => void child?.kill(name),
    async killAndRestart() {
      await kill();
      await start();
    },
    async remove() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The server runs as another user where we are root. */
function giveToMysql(folder: string): void {
  const [uid, gid] = ['-u', '-g'].map((which) =>
    Number(spawnSync('id', [which, 'mysql'], { encoding: 'utf8' }).stdout),
  );
  chownSync(folder, uid ?? 0, gid ?? 0);
}

const MAKE_DATABASE =
  'CREATE DATABASE IF NOT EXISTS suidai CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';

async function untilItAnswers(port: number, greeting: string): Promise<void> {
  for (let poll = 0; poll < READY_POLLS; poll += 1) {
    try {
      const connection = await createConnection({
        host: '127.0.0.1',
        port,
        user: 'root',
        connectTimeout: 2_000,
      });
      await connection.query(greeting);
      await connection.end();
      return;
    } catch {
      await delay(50);
    }
  }
  throw new Error('The private MariaDB did not answer in fifteen seconds');
}
