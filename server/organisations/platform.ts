import type { Transaction } from 'sequelize';
import { Organisation } from '../../models/organisation.js';
import { findRow, lockRow } from '../../models/rows.js';

/** The organisation that runs the system. Its audit chain holds what belongs to no other, such as a visitor's failed log-in. */
export async function platformOrganisationId(transaction: Transaction): Promise<number> {
  const platform = await findRow(Organisation, {
    where: { kind: 'platform' },
    order: [['id', 'ASC']],
    transaction,
  });
  if (!platform)
    throw new Error('The platform organisation is missing; install the reference organisations first');
  return platform.id;
}

/** Locks the platform's row until the transaction ends, so that what must be counted first is done one at a time. Returns its id. */
export async function lockPlatform(transaction: Transaction): Promise<number> {
  const id = await platformOrganisationId(transaction);
  await lockRow(Organisation, { id }, transaction);
  return id;
}

/** The organisation on whose audit chain the events of an account go: its own, and the platform's for borrowers. */
export const chainOf = async (
  account: { readonly organisationId: number | null },
  transaction: Transaction,
): Promise<number> => account.organisationId ?? (await platformOrganisationId(transaction));
