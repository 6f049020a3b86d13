import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { initialiseModels } from '../../models/index.js';
import { Organisation } from '../../models/organisation.js';
import { findRow, selectRows, updateRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { User } from '../../models/user.js';
import { SteppedClock, systemClock } from '../../server/clock.js';
import { composeSystem, openDatabase } from '../../server/composition.js';
import { readConfig } from '../../server/config.js';
import type { Context, System } from '../../server/context.js';
import { receiveImport } from '../../server/imports/receive-import.js';
import { IMPORT_JOB_KIND } from '../../server/imports/run-import.js';
import { storeUpload } from '../../server/imports/stored-upload.js';
import { runDueJobs } from '../../server/jobs/run-due-jobs.js';
import { buildPeople, type People } from './people.js';
import { emptyServerDatabase } from './throw-away-database.js';

/** A database and folder that several processes share, with a bank's whole book of 400 loans whose last payments are unknown. */
export interface ClosingInstallation {
  /** What another process is told to work on the same. */
  readonly environment: Readonly<Record<string, string>>;
  readonly system: System;
  readonly people: People;
  /** How many rows there are, `loans WHERE …`. */
  countOf(what: string): Promise<number>;
  remove(): Promise<void>;
}

/** Builds one; the models are bound to it from then on. */
export async function closingInstallation(): Promise<ClosingInstallation> {
  const folder = await mkdtemp(join(tmpdir(), 'suidai-closing-'));
  const url = process.env['DATABASE_URL'];
  const server = url === undefined ? undefined : await emptyServerDatabase(url);
  const environment = { DATA_DIR: folder, ...(server && { DATABASE_URL: server.url }) };
  const config = readConfig(environment);
  const system = await composeSystem(config, openDatabase(config), new SteppedClock(systemClock.now()));
  initialiseModels(system.database.sequelize);
  const people = await buildPeople(system);
  await inTransaction(system.database, (transaction) =>
    updateRows(Organisation, { code: 'FUND01' }, { code: 'GUARANTOR' }, transaction),
  );
  await takeOver(system);
  return {
    environment,
    system,
    people,
    async countOf(what) {
      const [row] = await selectRows<{ count: number }>(
        system.database,
        `SELECT COUNT(*) AS count FROM ${what}`,
      );
      return row?.count ?? -1;
    },
    async remove() {
      await system.database.close();
      await server?.drop();
      await rm(folder, { recursive: true });
    },
  };
}

/** The first bank's maker, as a use case is called. */
export async function bankMaker(system: System, requestId: string): Promise<Context> {
  const user = await findRow(User, { where: { username: 'bank.maker' } });
  if (!user) throw new Error('The bank has no maker');
  const { id: userId, role, organisationId, personIndex } = user;
  const actor = { userId, role, organisationId, personIndex, sessionId: 0 };
  return { system, actor, requestId, language: 'zh' };
}

async function takeOver(system: System): Promise<void> {
  const bytes = await readFile('test/cases/bank/portfolio.csv');
  const upload = await storeUpload(system, 'portfolio.csv', Readable.from([bytes]));
  const request = { kind: 'portfolio', upload, bankCode: null, period: null } as const;
  await receiveImport(await bankMaker(system, 'taken-over'), request);
  await runDueJobs(system, [IMPORT_JOB_KIND]);
}
