import { expect } from 'chai';
import { initialiseModels } from '../../models/index.js';
import { loadRows } from '../../models/load-rows.js';
import { findRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { Notice } from '../../models/notice.js';
import type { Database } from '../../models/database.js';
import { emptyTables, openTestDatabase } from '../support/database.js';

const AT = '2025-07-01T02:00:00.000Z';
const notice = (factKey: string, valuesJson = '{}', subjectId = 1) => ({
  factKey,
  kind: 'loan-due' as const,
  valuesJson,
  subjectKind: 'loan',
  subjectId,
  createdAt: AT,
});

const stored = async () =>
  (await findRows(Notice, { where: {}, order: [['id', 'ASC']] })).map(({ id: _id, ...row }) => row);

describe('Rows that are loaded together', () => {
  let database: Database;

  beforeEach(async () => {
    await emptyTables();
    database = await openTestDatabase();
    initialiseModels(database.sequelize);
  });

  const load = (rows: readonly ReturnType<typeof notice>[]) =>
    inTransaction(database, (transaction) => loadRows(Notice, rows, transaction));

  it('are stored to the letter, whatever they hold', async () => {
    const rows = [
      notice('tab\tand\nline', '{"a":"\\\\ \\" 元 \\u0000"}'),
      notice('back\\slash', '\\N'),
      notice('\r\n', "'; DROP TABLE notices; --", 9_007_199_254_740_991),
      ...Array.from({ length: 3_000 }, (_, index) => notice(`many-${index}`, '说'.repeat(100))),
    ];
    await load(rows);
    expect(await stored()).to.deep.equal(rows);
  });

  it('are all refused where one is', async () => {
    await load([notice('a')]);
    for (const wrong of [notice('a'), notice('b', null as never)]) {
      let refused = false;
      await load([notice('c'), wrong]).catch(() => (refused = true));
      expect(refused).to.equal(true);
    }
    expect((await stored()).map(({ factKey }) => factKey)).to.deep.equal(['a']);
  });

  it('may be none', async () => {
    await load([]);
    expect(await stored()).to.deep.equal([]);
  });
});
