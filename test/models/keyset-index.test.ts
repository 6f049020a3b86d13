import { expect } from 'chai';
import type { Transaction } from 'sequelize';
import { keysetIndex, officeStateIndex } from '../../models/keyset-index.js';
import { selectRows } from '../../models/rows.js';
import { execute } from '../../models/statement.js';
import { inTransaction } from '../../models/transaction.js';
import { insertLoan, openSubsidyOffice } from '../support/subsidies.js';

const LOANS = 60;
const PAGE = 3;

async function stepsBack(transaction: Transaction): Promise<number> {
  const [row] = await selectRows<{ Value: string }>(
    transaction,
    "SHOW SESSION STATUS LIKE 'Handler_read_prev'",
  );
  return Number(row?.Value);
}

/** The rows of one bank in one state before an id, the newest first. */
const pageIn = (transaction: Transaction, bankId: number, before: number) =>
  selectRows<{ id: number }>(
    transaction,
    `SELECT id, borrowerName FROM loans${officeStateIndex(transaction, 'bankOrganisationId')}
      WHERE bankOrganisationId = ? AND state = ? AND id < ? ORDER BY id DESC LIMIT ${PAGE}`,
    [bankId, 'active', before],
  );

describe('A page of a list', () => {
  it('is read from its cursor on, however many newer rows there are', async () => {
    const office = await openSubsidyOffice();
    const { database } = office.system;
    const ids: number[] = [];
    while (ids.length < LOANS) ids.push((await insertLoan(office)).id);
    await inTransaction(database, async (transaction) => {
      const index = keysetIndex(transaction, 'bankOrganisationId');
      expect(index).to.equal(keysetIndex(database, 'bankOrganisationId'));
      const before = database.engine === 'mysql' ? await stepsBack(transaction) : 0;
      const page = await selectRows<{ id: number }>(
        transaction,
        `SELECT id, borrowerName FROM loans${index} WHERE bankOrganisationId = ? AND id < ? ORDER BY id DESC LIMIT ${PAGE}`,
        [office.bankId, ids[PAGE + 1] ?? 0],
      );
      expect(page.map(({ id }) => id)).to.deep.equal(ids.slice(1, PAGE + 1).toReversed());
      if (database.engine === 'mysql') expect((await stepsBack(transaction)) - before).to.be.at.most(PAGE);
    });
  });

  it('of one office in one state is read without gathering and sorting all that are in that state', async () => {
    const office = await openSubsidyOffice();
    const { database } = office.system;
    let last = 0;
    for (let count = 0; count < LOANS; count += 1) last = (await insertLoan(office)).id;
    await inTransaction(database, async (transaction) => {
      await execute(transaction, "UPDATE loans SET state = 'settled' WHERE id % 2 = ?", [(last + 1) % 2]);
      const before = database.engine === 'mysql' ? await stepsBack(transaction) : 0;
      const page = await pageIn(transaction, office.bankId, last);
      expect(page.map(({ id }) => id)).to.deep.equal([last - 2, last - 4, last - 6]);
      if (database.engine === 'mysql') expect((await stepsBack(transaction)) - before).to.be.at.most(PAGE);
    });
  });
});
