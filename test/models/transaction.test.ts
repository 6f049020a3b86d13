import { expect } from 'chai';
import { setTimeout as delay } from 'node:timers/promises';
import type { Socket } from 'node:net';
import type { Connection } from 'mysql2';
import type { Transaction } from 'sequelize';
import { connectDatabase, type Database } from '../../models/database.js';
import { findRow, insertRow, lockRow, selectRows, updateRows } from '../../models/rows.js';
import { execute } from '../../models/statement.js';
import { inTransaction } from '../../models/transaction.js';
import { DomainError } from '../../server/core/errors.js';
import { throwAwayDatabase, type ThrowAwayDatabase } from '../support/database.js';
import { createSamples, initialiseSample, Sample, sampleRow } from './sample-table.js';

/** Sends the COMMIT and lets the line break before the answer comes. */
function breakDuringCommit(connection: Connection): void {
  const inside = connection as unknown as { query: (...given: unknown[]) => unknown; stream: Socket };
  const query = inside.query.bind(connection);
  inside.query = (...given) => {
    const sent = query(...given);
    inside.stream.destroy();
    return sent;
  };
}

function connectionOf(transaction: Transaction): Connection {
  return (transaction as unknown as { connection: Connection }).connection;
}

async function refusal(work: Promise<unknown>): Promise<unknown> {
  return await work.catch((error: unknown) => error);
}

describe('A transaction', () => {
  let opened: ThrowAwayDatabase;
  let database: Database;
  let serial = 0;

  before(async () => {
    opened = await throwAwayDatabase();
    ({ database } = opened);
    initialiseSample(database.sequelize);
    await inTransaction(database, (transaction) => createSamples({ engine: database.engine, transaction }));
  });
  after(() => opened.remove());

  const insert = () =>
    inTransaction(database, (transaction) =>
      insertRow(Sample, sampleRow({ contractNumber: `T${(serial += 1)}`, amountFen: 1 }), transaction),
    );

  it('loses no update among a hundred concurrent writers', async () => {
    const id = await insert();
    const addOne = () =>
      inTransaction(database, async (transaction) => {
        const row = await lockRow(Sample, { id }, transaction);
        await updateRows(Sample, { amountFen: (row?.amountFen ?? 0) + 1 }, { id }, transaction);
      });
    await Promise.all(Array.from({ length: 100 }, addOne));
    expect((await findRow(Sample, { where: { id } }))?.amountFen).to.equal(101);
  });

  it('stores nothing when the work throws, and passes the fault on', async () => {
    const broken = inTransaction(database, async (transaction) => {
      await insertRow(Sample, sampleRow({ contractNumber: 'never' }), transaction);
      throw new DomainError('budget-exceeded');
    });
    expect(((await refusal(broken)) as DomainError).code).to.equal('budget-exceeded');
    expect(await findRow(Sample, { where: { contractNumber: 'never' } })).to.equal(null);
  });

  it('runs the whole work again after a conflict, and at last says that it cannot', async () => {
    let runs = 0;
    const conflict = Object.assign(new Error('deadlock'), { errno: 1213 });
    const busy = inTransaction(database, async () => {
      runs += 1;
      throw conflict;
    });
    const error = (await refusal(busy)) as DomainError;
    expect([error.code, error.details, runs]).to.deep.equal(['unavailable', { reason: 'contention' }, 6]);
  });

  it('is not seen by others before it commits', async () => {
    const id = await insert();
    await inTransaction(database, async (transaction) => {
      await updateRows(Sample, { amountFen: 5 }, { id }, transaction);
      expect((await findRow(Sample, { where: { id } }))?.amountFen).to.equal(1);
    });
    expect((await findRow(Sample, { where: { id } }))?.amountFen).to.equal(5);
  });

  it('solves a deadlock of two that lock crosswise [T49]', async function () {
    if (database.engine === 'sqlite') this.skip();
    const [first, second] = [await insert(), await insert()];
    const cross = (one: number, other: number) =>
      inTransaction(database, async (transaction) => {
        const row = await lockRow(Sample, { id: one }, transaction);
        await delay(30);
        await lockRow(Sample, { id: other }, transaction);
        await updateRows(Sample, { amountFen: (row?.amountFen ?? 0) + 1 }, { id: one }, transaction);
      });
    await Promise.all([cross(first, second), cross(second, first)]);
    for (const id of [first, second])
      expect((await findRow(Sample, { where: { id } }))?.amountFen).to.equal(2);
  });

  it('of an instance that is paused holds its locks for a minute at most', async function () {
    if (database.engine !== 'mysql') this.skip();
    const limits = await selectRows<{ Value: string }>(
      database,
      "SHOW SESSION VARIABLES LIKE 'idle_transaction_timeout'",
    );
    // MySQL does not know the setting.
    for (const { Value } of limits) expect(Number(Value)).to.equal(60);
  });

  it('runs again when the connection breaks before the commit [T49]', async function () {
    if (database.engine === 'sqlite') this.skip();
    let runs = 0;
    const id = await inTransaction(database, async (transaction) => {
      runs += 1;
      const inserted = await insertRow(Sample, sampleRow({ contractNumber: 'once' }), transaction);
      if (runs === 1) connectionOf(transaction).destroy();
      await execute(transaction, 'SELECT 1 AS one', []);
      return inserted;
    });
    expect(runs).to.equal(2);
    expect(
      await selectRows(database, 'SELECT id FROM samples WHERE contractNumber = ?', ['once']),
    ).to.deep.equal([{ id }]);
  });

  it('does not run again when the connection breaks during the commit [T48]', async function () {
    if (database.engine === 'sqlite') this.skip();
    let runs = 0;
    const broken = inTransaction(database, async (transaction) => {
      runs += 1;
      await insertRow(Sample, sampleRow({ contractNumber: 'unknown' }), transaction);
      breakDuringCommit(connectionOf(transaction));
    });
    const error = (await refusal(broken)) as DomainError;
    expect([error.code, error.details, runs]).to.deep.equal([
      'unavailable',
      { reason: 'unknown-outcome' },
      1,
    ]);
  });

  it('says that there is no connection when the server does not answer', async () => {
    const nowhere = connectDatabase({ url: 'mysql://root@127.0.0.1:1/none' });
    const error = (await refusal(inTransaction(nowhere, () => Promise.resolve()))) as DomainError;
    expect([error.code, error.details]).to.deep.equal(['unavailable', { reason: 'no-connection' }]);
    expect(((await refusal(selectRows(nowhere, 'SELECT 1'))) as DomainError).code).to.equal('unavailable');
    await nowhere.close();
  });
});
