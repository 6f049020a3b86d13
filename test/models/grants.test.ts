import { expect } from 'chai';
import { createConnection, type Connection } from 'mysql2/promise';
import { connectDatabase, type Database } from '../../models/database.js';
import { FACT_TABLES } from '../../models/fact-tables.js';
import { grantStatements } from '../../models/grants.js';
import { initialiseModels, MODELS } from '../../models/index.js';
import { migrate } from '../../models/migrate.js';
import { execute } from '../../models/statement.js';
import { buildDemo } from '../../server/demo/build-demo.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { openTestDatabase } from '../support/database.js';
import { emptyServerDatabase } from '../support/throw-away-database.js';

const PASSWORD = 'Only-In-This-Test-1';

describe('The rights of the running program on a server', function () {
  this.timeout(120_000);
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

  for (const table of FACT_TABLES) {
    it(`let nobody change or remove ${table} [T43]`, async () => {
      for (const sql of [`UPDATE ${table} SET id = id`, `DELETE FROM ${table}`, `DROP TABLE ${table}`]) {
        const refusal = await execute(restricted.sequelize, sql, []).catch((error: unknown) => String(error));
        expect(refusal, sql).to.match(/command denied/);
      }
    });
  }
});
