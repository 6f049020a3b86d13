import { expect } from 'chai';
import type { Transaction } from 'sequelize';
import type { Column } from '../../models/columns.js';
import { createTable } from '../../models/create-table.js';
import type { Database } from '../../models/database.js';
import { initialiseModels, MODELS } from '../../models/index.js';
import { migrate, migrateDown, pendingMigrations } from '../../models/migrate.js';
import { selectRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { tableNames, throwAwayDatabase, type ThrowAwayDatabase } from '../support/database.js';

const MYSQL_COLUMNS = `SELECT column_name AS name, column_type AS kind, is_nullable AS nullable, column_default AS initial,
  column_key = 'PRI' AS part_of_key, extra, collation_name AS collation
  FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ? ORDER BY ordinal_position`;
const MYSQL_PARENTS = `SELECT column_name AS name, referenced_table_name AS parent, referenced_column_name AS parent_column
  FROM information_schema.key_column_usage
  WHERE table_schema = DATABASE() AND table_name = ? AND referenced_table_name IS NOT NULL ORDER BY column_name`;

/** What the engine itself says about the columns of a table and the rows they point to. */
async function described(database: Database, transaction: Transaction, table: string): Promise<unknown> {
  if (database.engine === 'mysql') {
    const columns = await selectRows(transaction, MYSQL_COLUMNS, [table]);
    return { columns, parents: await selectRows(transaction, MYSQL_PARENTS, [table]) };
  }
  const columns = await selectRows(transaction, `PRAGMA table_info(${table})`);
  const parents = await selectRows<{ id: number; from: string }>(
    transaction,
    `PRAGMA foreign_key_list(${table})`,
  );
  return { columns, parents: parents.toSorted((a, b) => a.from.localeCompare(b.from)) };
}

describe('The schema', () => {
  let opened: ThrowAwayDatabase;
  let database: Database;

  before(async () => {
    opened = await throwAwayDatabase();
    ({ database } = opened);
    await migrate(database);
    initialiseModels(database.sequelize);
  });
  after(() => opened.remove());

  it('has a model for every table and a table for every model', async () => {
    expect(await tableNames(database)).to.have.members(MODELS.map((model) => model.tableName));
    expect(await pendingMigrations(database)).to.deep.equal([]);
  });

  for (const model of MODELS) {
    it(`is what the model ${model.name} says, column by column`, async () => {
      const columns = model.getAttributes() as unknown as Record<string, Column>;
      const twin = 'twin_of_model';
      await inTransaction(database, async (transaction) => {
        await createTable({ engine: database.engine, transaction }, twin, columns);
        const [migrated, modelled] = [
          await described(database, transaction, model.tableName),
          await described(database, transaction, twin),
        ];
        await database.sequelize.query(`DROP TABLE ${twin}`, { transaction });
        expect(migrated).to.deep.equal(modelled);
      });
    });
  }

  it('is gone when its migrations are undone, and comes back', async () => {
    const undone = await migrateDown(database, 0);
    expect(await tableNames(database)).to.deep.equal([]);
    expect(await migrate(database)).to.deep.equal(undone.toReversed());
  });
});
