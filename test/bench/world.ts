import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRow, insertRow, updateRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { User } from '../../models/user.js';
import { UserSession } from '../../models/user-session.js';
import { epochSeconds } from '../../server/clock.js';
import { composeSystem, openDatabase } from '../../server/composition.js';
import { readConfig } from '../../server/config.js';
import type { Actor, Context, System } from '../../server/context.js';
import { buildPeople, type Username } from '../support/people.js';
import { emptyServerDatabase } from '../support/throw-away-database.js';
import type { Bench } from './measurement.js';
import { FIRST_LOAN_ID, storePortfolio } from './store-portfolio.js';

/** The program over the data set: one bank with all loans, in a database of its own. */
export interface World {
  readonly system: System;
  /** The settings under which the program itself, started beside, works on the same data. */
  readonly environment: Readonly<Record<string, string>>;
  /** The loans have the ids from the first on, without a gap. */
  readonly firstLoanId: number;
  readonly loans: number;
  /** A person of the bank, or of an office. */
  contextOf(username: Username): Promise<Context>;
  /** A fresh access token of an actor. */
  tokenOf(actor: Actor): string;
}

/** Makes the database, the people and the data set; the end of the run removes them. */
export async function createWorld(bench: Bench, databaseUrl: string | undefined): Promise<World> {
  const { environment, remove } = await emptyPlace(databaseUrl);
  bench.atEnd(remove);
  const config = readConfig(environment);
  const system = await composeSystem(config, openDatabase(config));
  bench.atEnd(() => system.database.close());
  const people = await buildPeople(system);
  const world: World = {
    system,
    environment,
    firstLoanId: FIRST_LOAN_ID,
    loans: bench.loans,
    contextOf: async (username) => contextOf(system, username),
    tokenOf: ({ userId, sessionId }) =>
      system.auth.accessTokens.issue(
        { userId, sessionId, sessionVersion: 0 },
        epochSeconds(system.clock.now()),
      ),
  };
  const { actor: officer } = await world.contextOf('bank.maker');
  const parties = { officer, districtId: people.organisationIds.district };
  await storePortfolio(system, parties, bench.loans, (stored) =>
    bench.progress(`  data set: ${stored} loans`),
  );
  return world;
}

async function emptyPlace(databaseUrl: string | undefined) {
  const folder = await mkdtemp(join(tmpdir(), 'suidai-bench-'));
  const server = databaseUrl === undefined ? undefined : await emptyServerDatabase(databaseUrl);
  const environment: Record<string, string> = {
    DATA_DIR: folder,
    ...(server && { DATABASE_URL: server.url }),
  };
  const remove = async () => {
    await server?.drop();
    await rm(folder, { recursive: true });
  };
  return { environment, remove };
}

/** Opens a session that lasts longer than the run, of an account that has its second factor. */
async function contextOf(system: System, username: Username): Promise<Context> {
  const user = await findRow(User, { where: { username } });
  if (!user) throw new Error(`Nobody is called ${username}`);
  const { id: userId, role, organisationId, personIndex } = user;
  const now = system.clock.now();
  const session = {
    userId,
    familyCode: randomBytes(32).toString('hex'),
    createdAt: now,
    lastUsedAt: now,
    expiresAt: '2199-01-01T00:00:00.000Z',
  };
  const sessionId = await inTransaction(system.database, async (transaction) => {
    await updateRows(User, { otpConfirmedAt: now }, { id: userId }, transaction);
    return await insertRow(UserSession, session, transaction);
  });
  const actor = { userId, role, organisationId, personIndex, sessionId };
  return { system, actor, requestId: randomUUID(), language: 'en' };
}
