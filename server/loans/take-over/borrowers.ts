import { Borrower } from '../../../models/borrower.js';
import { findRows, insertRows } from '../../../models/rows.js';
import type { PortfolioRow } from '../../core/bank-files/portfolio-file.js';
import type { BorrowerKind } from '../../core/policy/subsidy-policy.js';
import type { BatchContext } from '../../imports/import-kind.js';
import { settleIndexes } from '../../privacy/settle-indexes.js';

export interface KnownBorrower {
  readonly id: number;
  readonly kind: BorrowerKind;
}

/** The borrowers of a batch by their identity numbers: found by blind index, or made. */
export async function recogniseBorrowers(
  batch: BatchContext,
  rows: readonly PortfolioRow[],
): Promise<Map<string, KnownBorrower>> {
  const { cipher } = batch.context.system;
  const rowByIndex = new Map(rows.map((row) => [cipher.blindIndex('identity', row.identityNumber), row]));
  await settleIndexes(batch.context.system, batch.unit.transaction, [...rowByIndex.keys()]);
  const known = await findByIndex(batch, [...rowByIndex.keys()]);
  const unknown = [...rowByIndex].filter(([identityIndex]) => !known.has(identityIndex));
  if (unknown.length > 0) {
    const made = unknown.map(([identityIndex, row]) => borrowerRow(batch, identityIndex, row));
    await insertRows(Borrower, made, batch.unit.transaction);
    const indexes = unknown.map(([identityIndex]) => identityIndex);
    for (const [identityIndex, borrower] of await findByIndex(batch, indexes))
      known.set(identityIndex, borrower);
  }
  const byNumber = new Map<string, KnownBorrower>();
  for (const [identityIndex, row] of rowByIndex) {
    const borrower = known.get(identityIndex);
    if (borrower) byNumber.set(row.identityNumber, borrower);
  }
  return byNumber;
}

async function findByIndex(
  { unit }: BatchContext,
  identityIndex: readonly string[],
): Promise<Map<string, KnownBorrower>> {
  const rows = await findRows(Borrower, { where: { identityIndex }, transaction: unit.transaction });
  return new Map(rows.map((row) => [row.identityIndex, { id: row.id, kind: row.kind }]));
}

function borrowerRow({ context, unit }: BatchContext, identityIndex: string, row: PortfolioRow) {
  return {
    kind: row.borrowerKind,
    name: row.borrowerName,
    identityKind: row.identityKind,
    identityCipher: context.system.cipher.encrypt(row.identityNumber, 'borrowers.identity'),
    identityIndex,
    phoneCipher: null,
    phoneIndex: null,
    userId: null,
    createdAt: unit.now,
  };
}
