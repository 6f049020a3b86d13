import { expect } from 'chai';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, migrateDown, pendingMigrations } from '../../models/migrate.js';
import { tableNames, throwAwayDatabase, type ThrowAwayDatabase } from '../support/database.js';

/** The text of a migration that makes one table, as the compiler would leave it. */
const makes = (table: string) => `
  const run = (schema, sql) => schema.transaction.sequelize.query(sql, { transaction: schema.transaction });
  export const up = (schema) => run(schema, 'CREATE TABLE ${table} (id INTEGER PRIMARY KEY)');
  export const down = (schema) => run(schema, 'DROP TABLE ${table}');
`;

describe('Migrations', () => {
  let opened: ThrowAwayDatabase;
  let folder: string;

  beforeEach(async () => {
    opened = await throwAwayDatabase();
    folder = await mkdtemp(join(tmpdir(), 'suidai-migrations-'));
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await writeFile(join(folder, '202601020001-second.js'), makes('second'));
    await writeFile(join(folder, '202601010001-first.js'), makes('first'));
  });
  afterEach(async () => {
    await opened.remove();
    await rm(folder, { recursive: true });
  });

  it('are applied once, in the order of their names', async () => {
    const { database } = opened;
    const both = ['202601010001-first', '202601020001-second'];
    expect(await pendingMigrations(database, folder)).to.deep.equal(both);
    expect(await migrate(database, folder)).to.deep.equal(both);
    expect(await migrate(database, folder)).to.deep.equal([]);
    expect(await pendingMigrations(database, folder)).to.deep.equal([]);
    expect(await tableNames(database)).to.have.members(['first', 'second']);
  });

  it('are undone one by one, or all', async () => {
    const { database } = opened;
    await migrate(database, folder);
    expect(await migrateDown(database, undefined, folder)).to.deep.equal(['202601020001-second']);
    expect(await tableNames(database)).to.deep.equal(['first']);
    expect(await migrateDown(database, 0, folder)).to.deep.equal(['202601010001-first']);
    expect(await tableNames(database)).to.deep.equal([]);
  });

  it('are applied by one of several servers that start together', async () => {
    const { database } = opened;
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(database, folder)));
    expect(applied.flat()).to.deep.equal(['202601010001-first', '202601020001-second']);
  });

  it('leave nothing of a run that fails, on the embedded database', async function () {
    const { database } = opened;
    if (database.engine === 'mysql') this.skip();
    await writeFile(
      join(folder, '202601030001-third.js'),
      'export const up = () => Promise.reject(new Error("no"));',
    );
    const failure = await migrate(database, folder).catch((error: Error) => error);
    expect(String(failure)).to.match(/202601030001-third/);
    expect(await tableNames(database)).to.deep.equal([]);
  });
});
