import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { initialiseModels } from '../../models/index.js';
import { findRow } from '../../models/rows.js';
import { User } from '../../models/user.js';
import { issueCredential } from '../../server/api-clients/issue-credential.js';
import { registerApiClient } from '../../server/api-clients/register-api-client.js';
import { MACHINE_SCOPE_NAMES } from '../../server/auth/machine-scopes.js';
import { runCommand } from '../../server/command.js';
import { composeSystem, openDatabase } from '../../server/composition.js';
import { readConfig } from '../../server/config.js';
import type { Context, System } from '../../server/context.js';
import { addOrganisation } from '../../server/organisations/create-organisation.js';
import { activateSubscription, proposeSubscription } from '../../server/webhooks/subscriptions.js';
import { openTestDatabase } from '../support/database.js';
import { buildPeople } from '../support/people.js';
import type { BankCredentials } from './bank-client.js';
import { freePort } from '../support/free-port.js';

/** The program in a process of its own, with a bank that has been let in. */
export interface LiveServer {
  readonly credentials: BankCredentials;
  readonly hookPort: number;
  stop(): Promise<void>;
}

const READY_WITHIN_POLLS = 300;

/** Prepares an installation in a folder of its own and starts the program on it. */
export async function startLiveServer(): Promise<LiveServer> {
  const folder = await mkdtemp(join(tmpdir(), 'suidai-live-'));
  const [port, hookPort] = [await freePort(), await freePort()];
  const environment = {
    DATA_DIR: folder,
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: 'silent',
    WEBHOOK_ORIGINS: `http://127.0.0.1:${hookPort}`,
    WEBHOOK_PRIVATE_NETWORKS: '127.0.0.0/8',
  };
  const host = `http://127.0.0.1:${port}`;
  const credentials = { host, ...(await prepare(environment, hookPort)) };
  const child = spawn(process.execPath, ['dist/server/main.js'], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await untilReady(host, child);
  return {
    credentials,
    hookPort,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What two administrators do before a bank's first day. */
async function prepare(
  environment: NodeJS.ProcessEnv,
  hookPort: number,
): Promise<Omit<BankCredentials, 'host'>> {
  const config = readConfig(environment);
  const system = await composeSystem(config, openDatabase(config));
  const { organisationIds } = await buildPeople(system);
  await runCommand({ system, requestId: 'live', language: 'zh' }, 'organisation.create', async (unit) => {
    await addOrganisation(unit, {
      code: 'FUND01',
      kind: 'guarantor',
      guarantorKind: 'fund',
      name: '市担保基金',
    });
    await addOrganisation(unit, {
      code: 'GUAR01',
      kind: 'guarantor',
      guarantorKind: 'institution',
      name: '市担保公司',
    });
    return {};
  });
  const [registrar, authoriser] = [
    await actingAs(system, 'system.admin'),
    await actingAs(system, 'security.admin'),
  ];
  const { apiClientId, clientCode } = await registerApiClient(registrar, {
    organisationId: organisationIds['bank'] ?? 0,
    name: '核心系统',
    scopes: MACHINE_SCOPE_NAMES,
    requestsPerMinute: 6_000,
    signedWrites: true,
  });
  const secret = await issueCredential(authoriser, { apiClientId, kind: 'client-secret' });
  const key = await issueCredential(authoriser, { apiClientId, kind: 'signing-key' });
  const url = `http://127.0.0.1:${hookPort}/suidai`;
  const subscription = await proposeSubscription(registrar, { apiClientId, url, topics: ['loan.settled'] });
  await activateSubscription(authoriser, subscription);
  await system.database.close();
  // Other tests go on with the database that all share.
  initialiseModels((await openTestDatabase()).sequelize);
  return {
    clientId: clientCode,
    clientSecret: secret.secret ?? '',
    keyCode: key.keyCode,
    signingKey: key.secret ?? '',
  };
}

async function actingAs(system: System, username: string): Promise<Context> {
  const user = await findRow(User, { where: { username } });
  if (!user) throw new Error(`Nobody is called ${username}`);
  const { id: userId, role, organisationId, personIndex } = user;
  const actor = { userId, role, organisationId, personIndex, sessionId: 0 };
  return { system, actor, requestId: 'live', language: 'zh' };
}

async function untilReady(host: string, child: ChildProcess): Promise<void> {
  for (let poll = 0; poll < READY_WITHIN_POLLS; poll += 1) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}`);
    const ready = await fetch(`${host}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
    await delay(100);
  }
  throw new Error('The server was not ready in thirty seconds');
}
