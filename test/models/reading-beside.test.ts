import { expect } from 'chai';
import type { Transaction } from 'sequelize';
import { poolFigures, type Database } from '../../models/database.js';
import { initialiseModels } from '../../models/index.js';
import { Notice } from '../../models/notice.js';
import { readingBeside } from '../../models/reading-beside.js';
import { findRows, insertRow } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { emptyTables, openTestDatabase } from '../support/database.js';

const NOTICE = {
  factKey: 'beside/1',
  kind: 'loan-due' as const,
  valuesJson: '{}',
  subjectKind: 'loan',
  subjectId: 1,
  createdAt: '2025-07-01T02:00:00.000Z',
};

const seen = async (transaction: Transaction) => (await findRows(Notice, { transaction })).length;

describe('A connection to read on beside a transaction', () => {
  let database: Database;
  const onServer = process.env['DATABASE_URL'] !== undefined;

  beforeEach(async () => {
    await emptyTables();
    database = await openTestDatabase();
    initialiseModels(database.sequelize);
  });

  it('sees what was committed a moment ago, and not what is not yet', async function () {
    if (!onServer) this.skip();
    await readingBeside(database, async (reading) => {
      if (reading === null) throw new Error('there was room');
      await inTransaction(database, async (transaction) => {
        await insertRow(Notice, NOTICE, transaction);
        expect(await seen(reading), 'before the commit').to.equal(0);
      });
      expect(await seen(reading), 'after the commit').to.equal(1);
    });
    expect(poolFigures(database)?.using).to.equal(0);
  });

  it('is given to one at a time, and to the next when that one has failed', async function () {
    if (!onServer) this.skip();
    const failing = readingBeside(database, async (first) => {
      expect(first).to.not.equal(null);
      await readingBeside(database, async (second) => void expect(second).to.equal(null));
      throw new Error('given up');
    });
    expect(await failing.catch((error: unknown) => String(error))).to.equal('Error: given up');
    await readingBeside(database, async (next) => void expect(next).to.not.equal(null));
  });

  it('does not exist on the embedded database, whose writer reads for itself', async function () {
    if (onServer) this.skip();
    await readingBeside(database, async (reading) => void expect(reading).to.equal(null));
  });
});
