import { expect } from 'chai';
import { createConnection, type Connection } from 'mysql2/promise';
import type { Transaction } from 'sequelize';
import { connectDatabase, type Database } from '../../models/database.js';
import { FACT_TABLES, PERSONAL_COLUMNS_OF_FACTS } from '../../models/fact-tables.js';
import { grantStatements } from '../../models/grants.js';
import { initialiseModels, MODELS } from '../../models/index.js';
import { loadRows } from '../../models/load-rows.js';
import { migrate } from '../../models/migrate.js';
import { Notice } from '../../models/notice.js';
import { findRows, selectRows } from '../../models/rows.js';
import { execute } from '../../models/statement.js';
import { inTransaction } from '../../models/transaction.js';
import { buildDemo } from '../../server/demo/build-demo.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { openTestDatabase } from '../support/database.js';
import { emptyServerDatabase } from '../support/throw-away-database.js';

const PASSWORD = 'Only-In-This-Test-1';

const notice = (factKey: string) => ({
  factKey,
  kind: 'loan-due' as const,
  valuesJson: '{}',
  subjectKind: 'loan',
  subjectId: 1,
  createdAt: '2025-07-01T02:00:00.000Z',
});

/** How often rows were loaded over the connection of a transaction. */
async function loadsOf(transaction: Transaction): Promise<number> {
  const sql = "SHOW SESSION STATUS LIKE 'Com_load'";
  const [status] = await selectRows<{ Value: string }>(transaction, sql);
  return Number(status?.Value);
}

describe('The rights of the running program on a server', function () {
  // MySQL flushes each of the hundreds of statements that make the tables.
  this.timeout(600_000);
  let administrator: Connection;
  let restricted: Database;
  let app: TestApp;
  let remove: () => Promise<void>;

  before(async function () {
    const server = process.env['DATABASE_URL'];
    if (server === undefined) this.skip();
    const { url, drop } = await emptyServerDatabase(server);
    const owner = connectDatabase({ url });
    await migrate(owner);
    initialiseModels(owner.sequelize);
    await owner.close();
    const user = `suidai_${process.pid}`;
    administrator = await createConnection(url);
    await administrator.query(`CREATE USER ?@'127.0.0.1' IDENTIFIED BY ?`, [user, PASSWORD]);
    const account = { user, host: '127.0.0.1' };
    const tables = MODELS.map((model) => model.tableName);
    for (const sql of grantStatements(new URL(url).pathname.slice(1), account, tables))
      await administrator.query(sql);
    restricted = connectDatabase({
      url: Object.assign(new URL(url), { username: user, password: PASSWORD }).href,
    });
    remove = async () => {
      await restricted.close();
      await administrator.query(`DROP USER ?@'127.0.0.1'`, [user]);
      await administrator.end();
      await drop();
    };
    app = await startTestApp();
    initialiseModels(restricted.sequelize);
  });
  after(async () => {
    await remove?.();
    initialiseModels((await openTestDatabase()).sequelize);
  });

  it('suffice for the whole half-year of the demo, once the tables are there', async () => {
    expect(await migrate(restricted)).to.deep.equal([]);
    await buildDemo(
      { ...app.system, database: restricted },
      'no password opens this',
      false,
      () => undefined,
    );
    const { rows } = await execute(restricted.sequelize, 'SELECT COUNT(*) AS facts FROM repayments', []);
    expect(rows[0]?.['facts']).to.be.above(0);
  });

  it('let rows be loaded as text, which names no file of the server', async () => {
    await inTransaction(restricted, async (transaction) => {
      const before = await loadsOf(transaction);
      await loadRows(Notice, [notice('load/1'), notice('load/2')], transaction);
      const [server] = await selectRows<{ allowed: number }>(
        transaction,
        'SELECT @@GLOBAL.local_infile AS allowed',
      );
      expect(await loadsOf(transaction), 'where the server takes it').to.equal(
        before + (server?.allowed ?? 0),
      );
    });
    expect(await findRows(Notice, { where: { factKey: ['load/1', 'load/2'] } })).to.have.length(2);
    const file = `LOAD DATA INFILE '/etc/passwd' INTO TABLE notices`;
    const refusal = await execute(restricted.sequelize, file, []).catch((error: unknown) => String(error));
    expect(refusal).to.match(/Access denied/);
  });

  it('let the program overwrite what is personal in a fact, and nothing beside it [T59]', async () => {
    for (const [table, columns] of PERSONAL_COLUMNS_OF_FACTS)
      for (const column of columns) {
        const own = `UPDATE ${table} SET ${column} = ${column} WHERE id = 0`;
        expect((await execute(restricted.sequelize, own, [])).affected, own).to.equal(0);
        const beside = `UPDATE ${table} SET ${column} = ${column}, id = id WHERE id = 0`;
        const refusal = await execute(restricted.sequelize, beside, []).catch((error: unknown) =>
          String(error),
        );
        expect(refusal, beside).to.match(/command denied/);
      }
  });

  for (const table of FACT_TABLES) {
    it(`let nobody change or remove ${table} [T43]`, async () => {
      for (const sql of [`UPDATE ${table} SET id = id`, `DELETE FROM ${table}`, `DROP TABLE ${table}`]) {
        const refusal = await execute(restricted.sequelize, sql, []).catch((error: unknown) => String(error));
        expect(refusal, sql).to.match(/command denied/);
      }
    });
  }
});
