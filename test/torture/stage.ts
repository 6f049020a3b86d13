import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { API_ENDPOINTS } from '../../routes/api/index.js';
import { createApp } from '../../routes/app.js';
import { createAuthenticate } from '../../routes/middleware/authenticate.js';
import { createRateLimit } from '../../routes/middleware/rate-limit.js';
import { SteppedClock } from '../../server/clock.js';
import { composeSystem, openDatabase } from '../../server/composition.js';
import { readConfig } from '../../server/config.js';
import type { System } from '../../server/context.js';
import { createLogger } from '../../server/logger.js';
import { connectDatabase, type Database } from '../../models/database.js';
import { Caller } from './caller.js';
import { buildCity, createTokens } from './city.js';
import type { Dice } from './dice.js';
import { startFaults, type Faults } from './faults.js';
import { emptyModel, type Model } from './model.js';

/** Where the story begins: a subsidy quarter's first day. */
export const FIRST_DAY = '2025-03-21';

/** All that a move works with: the program over HTTP, its clock, the naive model, and what comes next. */
export interface Stage {
  readonly system: System;
  readonly clock: SteppedClock;
  readonly caller: Caller;
  readonly dice: Dice;
  readonly model: Model;
  /** Looks into the database by connections of its own, which no fault cuts. */
  readonly observer: Database;
  /** Loans that the command at hand has to do with; checked after it. */
  readonly touched: Set<number>;
  /** Spoils the program's way to its database; undefined where nothing is spoilt. */
  readonly faults: Faults | undefined;
  readonly close: () => Promise<void>;
}

/** Which database and folder, and where to go on; without a past the city is built in the empty database. */
export interface StageRequest {
  readonly folder: string;
  readonly databaseUrl: string | undefined;
  readonly dice: Dice;
  readonly past?: { readonly now: string; readonly model: Model };
  readonly withFaults?: boolean;
}

/** Starts the program in this process, listening on loopback, on a clock that is stepped. */
export async function openStage(request: StageRequest): Promise<Stage> {
  const { folder, dice, past } = request;
  const faults = request.withFaults ? await startFaults(request) : undefined;
  const databaseUrl = faults?.databaseUrl ?? request.databaseUrl;
  const config = readConfig({
    DATA_DIR: folder,
    PASSWORD_MAX_AGE_DAYS: '0',
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
  });
  const clock = new SteppedClock(past?.now ?? `${FIRST_DAY}T02:00:00.000Z`);
  const system = await composeSystem(config, openDatabase(config), clock);
  if (!past) await buildCity(system);
  const listening = await listenInProcess(system);
  const observer =
    request.databaseUrl === undefined
      ? system.database
      : connectDatabase({ url: request.databaseUrl, poolSize: 2 });
  return {
    system,
    clock,
    caller: new Caller(() => listening.host, createTokens(system)),
    dice,
    model: past?.model ?? emptyModel(),
    observer,
    touched: new Set(),
    faults,
    close: async () => {
      await faults?.stop();
      await listening.stop();
      if (observer !== system.database) await observer.close();
      await system.database.close();
    },
  };
}

/** Serves the API of a system on a free port of loopback. */
export async function listenInProcess(
  system: System,
): Promise<{ readonly host: string; readonly stop: () => Promise<void> }> {
  const logger = createLogger('silent');
  const gates = { authenticate: createAuthenticate(), limitVisitors: createRateLimit() };
  const app = createApp(system, logger, { trustedProxies: 0, pages: [], endpoints: API_ENDPOINTS, gates });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    host: `http://127.0.0.1:${port}`,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
