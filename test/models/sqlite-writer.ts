import { connectDatabase } from '../../models/database.js';
import { lockRow, updateRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { initialiseSample, Sample } from './sample-table.js';

/** A process of its own that adds one to the shared row, `times` times in four lines. */
const [file = '', times = '0'] = process.argv.slice(2);
const database = connectDatabase({ sqliteFile: file });
initialiseSample(database.sequelize);
const where = { contractNumber: 'shared' };
const addOne = () =>
  inTransaction(database, async (transaction) => {
    const row = await lockRow(Sample, where, transaction);
    await updateRows(Sample, { amountFen: (row?.amountFen ?? 0) + 1 }, where, transaction);
  });
await Promise.all(Array.from({ length: Number(times) }, addOne));
await database.close();
