import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { initialiseModels, MODELS } from '../../models/index.js';
import type { Database } from '../../models/database.js';
import { selectRows } from '../../models/rows.js';
import { composeSystem, openDatabase } from '../../server/composition.js';
import { readConfig, readDatabaseConfig } from '../../server/config.js';
import { buildDemo } from '../../server/demo/build-demo.js';
import { openTestDatabase } from '../support/database.js';
import { emptyServerDatabase } from '../support/throw-away-database.js';

interface Place {
  readonly environment: Record<string, string>;
  readonly remove: () => Promise<void>;
}

/** An empty host: a folder, and on a server a database of its own. */
async function emptyHost(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'suidai-host-'));
  const server = process.env['DATABASE_URL'];
  const own = server === undefined ? undefined : await emptyServerDatabase(server);
  return {
    environment: { DATA_DIR: join(folder, 'data'), ...(own && { DATABASE_URL: own.url }) },
    remove: async () => {
      await own?.drop();
      await rm(folder, { recursive: true });
    },
  };
}

function run(program: string, { environment }: Place, ...words: string[]) {
  return new Promise<{ readonly code: number; readonly text: string }>((resolve) => {
    const env = { PATH: process.env['PATH'], ...environment };
    execFile(
      process.execPath,
      [`dist/server/${program}-main.js`, ...words],
      { env },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : 1, text: `${stdout}${stderr}` }),
    );
  });
}

/** How many rows each table has, and the sum of each of its amounts. */
async function pictureOf(database: Database): Promise<Record<string, unknown>> {
  const picture: Record<string, unknown> = {};
  for (const model of MODELS) {
    const amounts = Object.keys(model.getAttributes()).filter((name) => name.endsWith('Fen'));
    const sums = amounts.map((name) => `, SUM(${name}) AS ${name}`);
    const [row] = await selectRows(
      database,
      `SELECT COUNT(*) AS count${sums.join('')} FROM ${model.tableName}`,
    );
    picture[model.tableName] = row;
  }
  picture['heads'] = await selectRows(database, 'SELECT * FROM audit_chains ORDER BY organisationId');
  return picture;
}

async function picturedAt({ environment }: Place): Promise<Record<string, unknown>> {
  const database = openDatabase(readDatabaseConfig(environment));
  try {
    return await pictureOf(database);
  } finally {
    await database.close();
  }
}

/** The files that were handed in or made, but not the folders they left empty. */
async function papers({ environment }: Place): Promise<string[]> {
  const folder = join(environment['DATA_DIR'] ?? '', 'attachments');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .toSorted();
}

describe('the restore drill', function () {
  this.timeout(180_000);
  let lost: Place;
  let spare: Place;
  let folder: string;
  let backup: string;

  before(async () => {
    [lost, spare] = [await emptyHost(), await emptyHost()];
    folder = await mkdtemp(join(tmpdir(), 'suidai-backup-'));
    backup = join(folder, 'monday');
    const config = readConfig(lost.environment);
    const database = openDatabase(config);
    await buildDemo(await composeSystem(config, database), 'no password opens this', false, () => undefined);
    await database.close();
  });
  after(async () => {
    await Promise.all([lost.remove(), spare.remove(), rm(folder, { recursive: true })]);
    initialiseModels((await openTestDatabase()).sequelize);
  });

  it('brings the whole portfolio to an empty host: same balances, same chain heads, same papers', async () => {
    const made = await run('backup', lost, backup);
    expect(made, made.text).to.include({ code: 0 });
    const restored = await run('restore', spare, backup);
    expect(restored, restored.text).to.include({ code: 0 });
    expect(restored.text).to.include('audit chains intact and as they stood');
    expect(await picturedAt(spare)).to.deep.equal(await picturedAt(lost));
    expect((await papers(spare)).length).to.be.above(70);
    expect(await papers(spare)).to.deep.equal(await papers(lost));
  });

  it('keeps no secret beside the data', async () => {
    expect((await readdir(backup)).toSorted())
      .to.include('manifest.json')
      .and.not.include('development-secrets.json');
  });

  it('overwrites nothing: a place that is not empty is refused', async () => {
    const again = await run('restore', spare, backup);
    expect(again.code).to.equal(1);
    expect(again.text).to.include('not empty');
  });

  it('refuses a backup of which a single byte is wrong, before anything is loaded', async () => {
    const manifest = JSON.parse(await readFile(join(backup, 'manifest.json'), 'utf8')) as {
      files: { path: string }[];
    };
    const paper = manifest.files.at(-1)?.path ?? '';
    await appendFile(join(backup, paper), 'x');
    const empty = await emptyHost();
    const refused = await run('restore', empty, backup);
    expect(refused.text).to.include(`${paper}: missing or damaged`);
    expect(await readdir(empty.environment['DATA_DIR'] ?? '').catch(() => [])).to.deep.equal([]);
    await empty.remove();
  });
});
