import { expect } from 'chai';
import type { Transaction } from 'sequelize';
import { keysetIndex } from '../../models/keyset-index.js';
import { selectRows } from '../../models/rows.js';
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
});
