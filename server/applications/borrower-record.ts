import { Borrower } from '../../models/borrower.js';
import { UniqueConstraintError } from 'sequelize';
import { insertRow, lockRow, updateRows } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { System } from '../context.js';
import type { FormBorrowerKind } from './application-form.js';
import type { Party } from './application-parties.js';
import { settleIndexes } from '../privacy/settle-indexes.js';

/**
 * The record of who borrows, made at the first application and locked until the command ends, so that two applications of
 * one borrower are judged one after the other. `ownerUserId` is the account proven to be the borrower's, and only that
 * account sees the borrower's earlier loans.
 */
export async function lockBorrower(
  system: System,
  unit: UnitOfWork,
  kind: FormBorrowerKind,
  borrower: Party,
  ownerUserId: number | null,
): Promise<number> {
  const { cipher } = system;
  const { transaction } = unit;
  const identityIndex = cipher.blindIndex('identity', borrower.identityNumber);
  const phoneIndex = borrower.phone === null ? null : cipher.blindIndex('phone', borrower.phone);
  await settleIndexes(system, transaction, [identityIndex, phoneIndex]);
  const find = async () => lockRow(Borrower, { identityIndex }, transaction);
  const insert = async () =>
    insertRow(
      Borrower,
      {
        kind: kind === 'enterprise' ? 'enterprise' : 'individual',
        name: borrower.name,
        identityKind: borrower.identityKind,
        identityCipher: cipher.encrypt(borrower.identityNumber, 'borrowers.identity'),
        identityIndex,
        phoneCipher: borrower.phone === null ? null : cipher.encrypt(borrower.phone, 'borrowers.phone'),
        phoneIndex,
        userId: ownerUserId,
        createdAt: unit.now,
      },
      transaction,
    );

  let known = await find();
  if (!known) {
    try {
      return await insert();
    } catch (error) {
      if (!(error instanceof UniqueConstraintError)) throw error;
      known = await find();
    }
  }
  if (!known) throw new Error('A borrower came and went');
  if (known.userId === null && ownerUserId !== null) {
    await updateRows(Borrower, { userId: ownerUserId }, { id: known.id }, transaction);
  }
  return known.id;
}
