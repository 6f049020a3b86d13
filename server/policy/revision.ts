import { UniqueConstraintError } from 'sequelize';
import { NumberSequence } from '../../models/number-sequence.js';
import { findRow, insertRow, lockRow, updateRows } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import { DomainError } from '../core/errors.js';

const NAME = 'reference-data';

/** How often the reference data has been changed in the product. */
export async function readRevision(): Promise<number> {
  return (await findRow(NumberSequence, { where: { name: NAME } }))?.value ?? 0;
}

/**
 * Counts a change of the reference data, in the transaction that makes it, so that every instance sees that there is something to
 * read. Changes wait for one another here. Fails: request-in-progress.
 */
export async function countRevision({ transaction }: Pick<UnitOfWork, 'transaction'>): Promise<void> {
  const counter = await lockRow(NumberSequence, { name: NAME }, transaction);
  try {
    if (counter) await updateRows(NumberSequence, { value: counter.value + 1 }, { name: NAME }, transaction);
    else await insertRow(NumberSequence, { name: NAME, value: 1 }, transaction);
  } catch (error) {
    if (error instanceof UniqueConstraintError) throw new DomainError('request-in-progress');
    throw error;
  }
}
