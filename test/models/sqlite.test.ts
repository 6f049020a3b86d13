import { expect } from 'chai';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { QueryTypes } from 'sequelize';
import { connectDatabase, type Database } from '../../models/database.js';
import { findRow, insertRow, selectRows } from '../../models/rows.js';
import { execute } from '../../models/statement.js';
import { inTransaction } from '../../models/transaction.js';
import { createSamples, initialiseSample, Sample, sampleRow } from './sample-table.js';

describe('The embedded database', () => {
  let folder: string;
  let file: string;
  let database: Database;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'suidai-sqlite-'));
    file = join(folder, 'deeper', 'test.sqlite');
    database = connectDatabase({ sqliteFile: file });
    initialiseSample(database.sequelize);
    await inTransaction(database, (transaction) => createSamples({ engine: 'sqlite', transaction }));
  });
  after(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  it('keeps every commit on the disk, guards foreign keys and never waits inside the thread', async () => {
    const settings = await Promise.all(
      ['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout'].map((name) =>
        selectRows<Record<string, unknown>>(database, `PRAGMA ${name}`),
      ),
    );
    expect(settings.map(([row]) => Object.values(row ?? {})[0])).to.deep.equal(['wal', 2, 1, 0]);
  });

  it('reads whole numbers beyond 2^53 as text, without loss', async () => {
    expect(
      await selectRows(database, 'SELECT 9007199254740993 AS big, 9007199254740991 AS safe'),
    ).to.deep.equal([{ big: '9007199254740993', safe: 9_007_199_254_740_991 }]);
  });

  it('binds whole numbers as whole numbers', async () => {
    const [row] = await selectRows<{ kind: string; half: number }>(
      database,
      'SELECT typeof(?) AS kind, 7 / ? AS half',
      [5, 2],
    );
    expect(row).to.deep.equal({ kind: 'integer', half: 3 });
  });

  it('serves Sequelize itself: models, bulk ids and its own errors', async () => {
    const made = await Sample.bulkCreate([
      sampleRow({ contractNumber: 'S1' }),
      sampleRow({ contractNumber: 'S2' }),
    ]);
    const [first, second] = made.map((sample) => sample.id);
    expect(second).to.equal((first ?? 0) + 1);
    expect((await Sample.findByPk(first ?? 0))?.contractNumber).to.equal('S1');
    const twice = Sample.create(sampleRow({ contractNumber: 'S1' })).catch((error: Error) => error.name);
    expect(await twice).to.equal('SequelizeUniqueConstraintError');
    const [row] = await database.sequelize.query('SELECT $a AS a', {
      bind: { a: 'x' },
      type: QueryTypes.SELECT,
    });
    expect(row).to.deep.equal({ a: 'x' });
  });

  it('lets readers see the last committed state while a transaction writes', async () => {
    await inTransaction(database, async (transaction) => {
      await insertRow(Sample, sampleRow({ contractNumber: 'open' }), transaction);
      expect(await findRow(Sample, { where: { contractNumber: 'open' } })).to.equal(null);
    });
  });

  it('rolls back what a connection left open', async () => {
    const transaction = await database.sequelize.transaction();
    await insertRow(Sample, sampleRow({ contractNumber: 'left' }), transaction);
    await execute(transaction, 'SELECT 1', []);
    await transaction.rollback();
    expect(await findRow(Sample, { where: { contractNumber: 'left' } })).to.equal(null);
  });

  it('lets two processes write without a lost update', async () => {
    await inTransaction(database, (transaction) =>
      insertRow(Sample, sampleRow({ contractNumber: 'shared', amountFen: 1 }), transaction),
    );
    const program = fileURLToPath(new URL('sqlite-writer.js', import.meta.url));
    const writers = [1, 2].map(() => fork(program, [file, '50']));
    const codes = await Promise.all(writers.map((writer) => once(writer, 'exit')));
    expect(codes.map(([code]) => code as number)).to.deep.equal([0, 0]);
    expect((await findRow(Sample, { where: { contractNumber: 'shared' } }))?.amountFen).to.equal(101);
  });
});
