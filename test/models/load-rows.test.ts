import { expect } from 'chai';
import { initialiseModels } from '../../models/index.js';
import { loadRows } from '../../models/load-rows.js';
import { findRows, selectRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { Notice } from '../../models/notice.js';
import { connectDatabase, type Database } from '../../models/database.js';
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

  it('go in one statement after the other where the connection may not load', async function () {
    const server = process.env['DATABASE_URL'];
    if (server === undefined) this.skip();
    const [place] = await selectRows<{ name: string }>(database, 'SELECT DATABASE() AS name');
    const url = Object.assign(new URL(server), {
      pathname: place?.name,
      search: '?flags=FOUND_ROWS,-LOCAL_FILES',
    });
    const statements: string[] = [];
    const restrained = connectDatabase({ url: url.href, logging: (sql) => statements.push(sql) });
    try {
      const rows = [notice('a'), notice('b\tc'), notice('d')];
      await inTransaction(restrained, async (transaction) => {
        await loadRows(Notice, rows.slice(0, 2), transaction);
        await loadRows(Notice, rows.slice(2), transaction);
      });
      expect(await stored()).to.deep.equal(rows);
      expect(statements.filter((sql) => sql.startsWith('INSERT'))).to.have.length(2);
    } finally {
      await restrained.close();
    }
  });

  it('may be none', async () => {
    await load([]);
    expect(await stored()).to.deep.equal([]);
  });
});
