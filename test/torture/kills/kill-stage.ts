import { connectDatabase, type Database } from '../../../models/database.js';
import { SteppedClock, systemClock } from '../../../server/clock.js';
import { composeSystem, openDatabase } from '../../../server/composition.js';
import { readConfig } from '../../../server/config.js';
import type { System } from '../../../server/context.js';
import { addDays } from '../../../server/core/business-date.js';
import { runDailyCloses } from '../../../server/daily-close/run-daily-closes.js';
import { registerApiClient } from '../../../server/api-clients/register-api-client.js';
import { issueCredential } from '../../../server/api-clients/issue-credential.js';
import { activateSubscription, proposeSubscription } from '../../../server/webhooks/subscriptions.js';
import { freePort } from '../../support/free-port.js';
import { startReceiver, type Receiver } from '../../support/webhook-receiver.js';
import { Caller } from '../caller.js';
import { BANKS, buildCity, contextOf, createTokens, organisationIds } from '../city.js';
import { Dice } from '../dice.js';
import { emptyModel } from '../model.js';
import { TAKE_OVER } from '../moves/take-over.js';
import { listenInProcess, type Stage } from '../stage.js';
import { realServer, type RealServer } from './real-server.js';

/** An installation with loans of two banks whose server runs in a process of its own, and a bank that listens to its webhooks. */
export interface KillStage {
  readonly system: System;
  readonly observer: Database;
  readonly server: RealServer;
  /** Another instance of the same installation, on a port of its own; `changed` settings are its own, too, and perhaps another version's `folder`. */
  secondServer(changed?: Readonly<Record<string, string>>, folder?: string): Promise<RealServer>;
  readonly receiver: Receiver;
  /** One part of the loans for each who works at once: what one does to a loan nobody else does. */
  readonly parts: readonly Stage[];
  readonly caller: Caller;
  close(): Promise<void>;
}

export interface KillStageRequest {
  readonly folder: string;
  readonly databaseUrl: string | undefined;
  readonly seed: number;
  readonly parts: number;
  readonly loans: number;
  /** Where requests go once all is prepared; the stage's own server if it is left out. */
  readonly hostOf?: () => string;
}

const SERIALS_OF_A_PART = 10_031_000;
/** Days for which the books stand open when the server starts: the first thing it does is to catch up. */
const DAYS_TO_CLOSE = 120;
const TOPICS = ['loan.settled', 'loan.reopened'] as const;

/** Prepares everything but starts no server yet. */
export async function openKillStage({
  folder,
  databaseUrl,
  seed,
  parts: count,
  loans,
  hostOf,
}: KillStageRequest): Promise<KillStage> {
  const receiver = await startReceiver();
  const environment = {
    DATA_DIR: folder,
    PASSWORD_MAX_AGE_DAYS: '0',
    PORT: String(await freePort()),
    WEBHOOK_ORIGINS: receiver.origin,
    WEBHOOK_PRIVATE_NETWORKS: '127.0.0.0/8',
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
  };
  const config = readConfig(environment);
  const clock = new SteppedClock(systemClock.now());
  const system = await composeSystem(config, openDatabase(config), clock);
  await buildCity(system);
  await listen(system, receiver.origin);
  const server = realServer(environment);
  const prepared = await listenInProcess(system);
  // What is prepared goes by the clock that is stepped, the server by the machine's.
  let currentHost = (): string => prepared.host;
  let tokenOf = createTokens(system);
  const caller = new Caller(
    () => currentHost(),
    (username) => tokenOf(username),
  );
  const observer =
    databaseUrl === undefined ? system.database : connectDatabase({ url: databaseUrl, poolSize: 2 });
  const partOf = (_: unknown, index: number): Stage => ({
    system,
    clock,
    caller,
    observer,
    dice: new Dice(seed * 1_009 + index),
    model: { ...emptyModel(), serial: (index + 1) * SERIALS_OF_A_PART, loans: [] },
    touched: new Set(),
    faults: undefined,
    close: async () => undefined,
  });
  const parts = Array.from({ length: count }, partOf);
  for (const part of parts) while (part.model.loans.length < loans / count) await TAKE_OVER.run(part);
  currentHost = hostOf ?? (() => server.host);
  tokenOf = createTokens({ ...system, clock: systemClock });
  await prepared.stop();
  await runDailyCloses(await contextOf(system, 'centre.maker'), {
    through: addDays(clock.today(), -DAYS_TO_CLOSE),
  });
  return {
    system,
    observer,
    server,
    secondServer: async (changed = {}, programFolder = '.') =>
      realServer({ ...environment, PORT: String(await freePort()), ...changed }, programFolder),
    receiver,
    parts,
    caller,
    async close() {
      await server.kill();
      await receiver.close();
      if (observer !== system.database) await observer.close();
      await system.database.close();
    },
  };
}

/** The first bank subscribes to what becomes of its loans. */
async function listen(system: System, origin: string): Promise<void> {
  const [registrar, authoriser] = [
    await contextOf(system, 'system.admin'),
    await contextOf(system, 'security.admin'),
  ];
  const organisationId = (await organisationIds()).get(BANKS[0].code) ?? 0;
  const { apiClientId } = await registerApiClient(registrar, {
    organisationId,
    name: '核心系统',
    scopes: ['loans.read'],
    requestsPerMinute: 6_000,
    signedWrites: false,
  });
  await issueCredential(authoriser, { apiClientId, kind: 'signing-key' });
  const subscription = await proposeSubscription(registrar, {
    apiClientId,
    url: `${origin}/suidai`,
    topics: [...TOPICS],
  });
  await activateSubscription(authoriser, subscription);
}
