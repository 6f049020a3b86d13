import { expect } from 'chai';
import { ForeignKeyConstraintError, UniqueConstraintError } from 'sequelize';
import { foreignKey, id } from '../../models/columns.js';
import { createTable } from '../../models/create-table.js';
import type { Database } from '../../models/database.js';
import { RefusedValueError } from '../../models/faults.js';
import {
  deleteRows,
  findRow,
  findRows,
  insertRow,
  insertRows,
  lockRow,
  selectRows,
  updateRows,
} from '../../models/rows.js';
import { updateEach } from '../../models/update-each.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { execute } from '../../models/statement.js';
import { inTransaction } from '../../models/transaction.js';
import { throwAwayDatabase, type ThrowAwayDatabase } from '../support/database.js';
import { createSamples, initialiseSample, Sample, sampleRow } from './sample-table.js';

describe('Rows are the same on both engines', () => {
  let opened: ThrowAwayDatabase;
  let database: Database;

  before(async () => {
    opened = await throwAwayDatabase();
    ({ database } = opened);
    initialiseSample(database.sequelize);
    await inTransaction(database, async (transaction) => {
      const schema = { engine: database.engine, transaction };
      await createSamples(schema);
      await createTable(schema, 'sample_notes', { id: id(), sampleId: foreignKey('samples') });
    });
  });
  after(() => opened.remove());
  afterEach(() => inTransaction(database, (transaction) => deleteRows(Sample, {}, transaction)));

  const insert = (given: Parameters<typeof sampleRow>[0] = {}) =>
    inTransaction(database, (transaction) => insertRow(Sample, sampleRow(given), transaction));
  const refusal = async (given: object) => {
    try {
      await insert(given);
      return undefined;
    } catch (error) {
      return error;
    }
  };

  it('changes many rows at once, each to its own values, and leaves the others alone', async () => {
    const ids: number[] = [];
    for (const contractNumber of ['A', 'B', 'C']) ids.push(await insert({ contractNumber, paidOn: null }));
    const paidOn = parseBusinessDate('2025-01-02');
    const [first = 0, second = 0] = ids;
    await inTransaction(database, (transaction) =>
      updateEach(
        Sample,
        [
          { id: first, paidOn, version: 7, noteJson: null },
          { id: second, paidOn: null, version: 8, noteJson: `"'中"` },
        ],
        transaction,
      ),
    );
    const rows = await findRows(Sample, { where: { id: ids }, order: [['id', 'ASC']] });
    expect(rows.map((row) => [row.paidOn, row.version, row.noteJson])).to.deep.equal([
      [paidOn, 7, null],
      [null, 8, `"'中"`],
      [null, 0, null],
    ]);
  });

  it('gives back what was stored, as numbers, text and null', async () => {
    const rowId = await insert({ paidOn: null });
    expect(await findRow(Sample, { where: { id: rowId } })).to.deep.equal({
      ...sampleRow({ paidOn: null }),
      id: rowId,
      openFlag: 0,
      noteJson: null,
      version: 0,
    });
    expect(await findRow(Sample, { where: { id: rowId + 1 } })).to.equal(null);
  });

  it('keeps the largest money exactly and reads days as text', async () => {
    const rowId = await insert({ amountFen: Number.MAX_SAFE_INTEGER, paidOn: '2024-02-29' });
    const row = await findRow(Sample, { where: { id: rowId } });
    expect(row?.amountFen).to.equal(Number.MAX_SAFE_INTEGER);
    expect(row?.paidOn).to.equal('2024-02-29');
  });

  it('stores many rows at once and finds them by lists, comparisons and null, in order', async () => {
    const rows = Array.from({ length: 2500 }, (_, index) =>
      sampleRow({
        contractNumber: `C${index}`,
        amountFen: index + 1,
        paidOn: index % 2 === 0 ? null : '2025-01-01',
      }),
    );
    await inTransaction(database, (transaction) => insertRows(Sample, rows, transaction));
    const found = await findRows(Sample, {
      where: { amountFen: { '>': 2490, '<=': 2496 }, paidOn: null, bankCode: ['icbc', 'ccb'] },
      order: [['amountFen', 'DESC']],
      limit: 2,
    });
    expect(found.map((row) => row.amountFen)).to.deep.equal([2495, 2493]);
    expect(await findRows(Sample, { where: { bankCode: [] } })).to.deep.equal([]);
    const sums = await selectRows(
      database,
      'SELECT SUM(amountFen) AS total, COUNT(*) AS n FROM samples WHERE amountFen > ?',
      [0],
    );
    expect(sums).to.deep.equal([{ total: 3_126_250, n: 2500 }]);
  });

  it('counts the rows it found, also where nothing changed', async () => {
    const rowId = await insert();
    await inTransaction(database, async (transaction) => {
      const row = await lockRow(Sample, { id: rowId }, transaction);
      expect(row?.version).to.equal(0);
      expect(await updateRows(Sample, { amountFen: 30_000_000 }, { id: rowId }, transaction)).to.equal(1);
      expect(await updateRows(Sample, { version: 1 }, { id: rowId, version: 0 }, transaction)).to.equal(1);
      expect(await updateRows(Sample, { version: 1 }, { id: rowId, version: 0 }, transaction)).to.equal(0);
    });
  });

  it('names the columns of a key that is taken', async () => {
    await insert();
    const error = await refusal({});
    expect(error).to.be.instanceOf(UniqueConstraintError);
    expect(Object.keys((error as UniqueConstraintError).fields)).to.deep.equal([
      'bankCode',
      'contractNumber',
    ]);
  });

  it('goes on in the same transaction after a refused row', async () => {
    await insert();
    const count = await inTransaction(database, async (transaction) => {
      await insertRow(Sample, sampleRow(), transaction).catch(() => undefined);
      await insertRow(Sample, sampleRow({ contractNumber: 'second' }), transaction);
      return (await findRows(Sample, { where: {}, transaction })).length;
    });
    expect(count).to.equal(2);
  });

  it('tells references apart to the letter', async () => {
    await insert({ contractNumber: 'abc' });
    await insert({ contractNumber: 'ABC' });
    await insert({ contractNumber: 'ＡBC' });
    expect(await findRow(Sample, { where: { contractNumber: 'Abc' } })).to.equal(null);
  });

  it('names the check that a row breaks', async () => {
    const error = await refusal({ amountFen: 0 });
    expect(error).to.be.instanceOf(RefusedValueError);
    expect((error as RefusedValueError).rule).to.equal('samples_amount_positive');
  });

  for (const [what, bad] of Object.entries({
    'a text that is too long': { name: '名'.repeat(21) },
    'a code that is too long': { bankCode: 'x'.repeat(17) },
    'a code beyond ASCII': { bankCode: '工行' },
    'a day that does not exist': { paidOn: '2025-02-30' },
    'an instant without milliseconds': { recordedAt: '2025-03-21T01:02:03Z' },
    'a flag beyond 1': { openFlag: 2 },
    'money that is missing': { amountFen: null },
    'money that is no number': { amountFen: 'much' },
    'a count below zero': { version: -1 },
  })) {
    it(`refuses ${what}`, async () => {
      expect(await refusal(bad)).to.be.instanceOf(RefusedValueError);
    });
  }

  it('refuses a row whose parent does not exist', async () => {
    const orphan = inTransaction(database, (transaction) =>
      execute(transaction, 'INSERT INTO sample_notes (sampleId) VALUES (?)', [987_654]),
    );
    expect(await orphan.catch((error: unknown) => error)).to.be.instanceOf(ForeignKeyConstraintError);
  });

  it('will not take an undefined condition for no condition', async () => {
    const where = { id: undefined } as unknown as { id: number };
    expect(await findRow(Sample, { where }).catch((error: Error) => error.message)).to.match(/undefined/);
  });
});
