import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { migrateDown } from '../../models/migrate.js';
import { updateRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { User } from '../../models/user.js';
import { hashPassword } from '../auth/passwords.js';
import { composeSystem, openDatabase } from '../composition.js';
import { ConfigError, readConfig, type Config } from '../config.js';
import type { System } from '../context.js';
import { ROLES } from '../core/roles.js';
import { DAILY_CLOSE_JOB } from '../daily-close/daily-close-job.js';
import { JOB_KINDS } from '../jobs/job-kinds.js';
import { createLogger } from '../logger.js';
import { selfMadeTls } from '../self-made-seal.js';
import { serve } from '../serve.js';
import { buildDemo } from './build-demo.js';
import { SECOND_ACCOUNTS, SHOWN_ACCOUNTS } from './cast.js';
import { demoState } from './demo-state.js';

const EMPTY = process.argv.includes('--empty');

/** The demo's books stand still in the middle of 2025; the nights since then would find every loan overdue. */
const JOBS_OF_DEMO = JOB_KINDS.filter((kind) => kind !== DAILY_CLOSE_JOB);

/** The demo keeps apart from other data, in a folder and file of its own, and its accounts have neither second factor nor ageing passwords. */
function demoConfig(): Config {
  const config = readConfig();
  if (config.production)
    throw new ConfigError('NODE_ENV: the demo has public accounts and does not run in production');
  return {
    ...config,
    ...(config.demoTls && { publicUrl: config.publicUrl.replace(/^http:/, 'https:') }),
    dataFolder: join(config.dataFolder, EMPTY ? 'demo-empty' : 'demo'),
    logLevel: config.logLevel === 'info' ? 'warn' : config.logLevel,
    secondFactor: false,
    passwordMaxAgeDays: 0,
  };
}

/** A database in which an earlier start was cut off is emptied first; a whole demo is kept as it is, and nothing else is touched. */
async function openSystem(config: Config): Promise<System> {
  const system = await composeSystem(config, openDatabase(config));
  const state = await demoState();
  if (state === 'other-data')
    throw new ConfigError('DATABASE_URL: this database holds other data; the demo needs one of its own');
  if (state === (EMPTY ? 'complete' : 'without-loans'))
    throw new ConfigError('DATABASE_URL: this database holds the demo of the other kind; name another one');
  if (state !== 'begun') return system;
  process.stdout.write('上次演示数据未完成，重新生成\n');
  await migrateDown(system.database, 0);
  return composeSystem(config, system.database);
}

/** How far it is: one line that changes, or a line a second where lines cannot change. */
function createProgress(): (text: string) => void {
  const startedAt = performance.now();
  let shownSeconds = -1;
  return (text) => {
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    if (!process.stdout.isTTY && seconds === shownSeconds) return;
    shownSeconds = seconds;
    const line = `  ${String(seconds).padStart(3)} 秒  ${text}`;
    process.stdout.write(process.stdout.isTTY ? `\r\u001b[2K${line}` : `${line}\n`);
  };
}

async function renewPasswords(system: System, passwordHash: string): Promise<void> {
  const username = [...Object.keys(SHOWN_ACCOUNTS), ...Object.keys(SECOND_ACCOUNTS), 'borrower'];
  await inTransaction(system.database, (transaction) =>
    updateRows(User, { passwordHash, failedLogins: 0, lockedUntil: null }, { username }, transaction),
  );
}

function announce(config: Config, password: string): void {
  const rows = [
    ['borrower', ROLES.borrower.zh] as const,
    ...Object.entries(SHOWN_ACCOUNTS).map(([username, [role]]) => [username, ROLES[role].zh] as const),
  ];
  const accounts = rows.map(([username, role]) => `  ${username.padEnd(20)}${role}`).join('\n');
  const second = `  申请人不服而申请复核时,由另一人决定: ${Object.keys(SECOND_ACCOUNTS).join('、')}`;
  process.stdout.write(
    `\n穗贷演示已就绪（数据均为虚构） ${config.publicUrl}/\n\n${accounts}\n\n${second}\n\n  密码 ${password}\n\n按 Ctrl+C 停止\n`,
  );
}

async function start(): Promise<void> {
  const config = demoConfig();
  const password = config.demoPassword ?? `Sui-${randomBytes(9).toString('base64url')}-9`;
  const system = await openSystem(config);
  const readiness = { ready: false };
  const tls = config.demoTls ? await selfMadeTls(config.dataFolder) : undefined;
  await serve(system, config, createLogger(config.logLevel), readiness, JOBS_OF_DEMO, tls);
  const passwordHash = await hashPassword(password);
  if ((await demoState()) === 'empty') {
    process.stdout.write('正在通过业务用例录入演示数据……\n');
    await buildDemo(system, passwordHash, EMPTY, createProgress());
  } else {
    await renewPasswords(system, passwordHash);
  }
  readiness.ready = true;
  announce(config, password);
}

let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    interrupted = true;
  });
}

try {
  await start();
} catch (error) {
  if (interrupted) {
    process.stdout.write('\n已停止。演示数据尚未完成，下次启动时重新生成\n');
    process.exit(0);
  }
  process.stderr.write(
    error instanceof ConfigError ? `${error.message}\n` : `${String((error as Error).stack)}\n`,
  );
  process.exit(1);
}
