import { ApplicationBusiness } from '../../models/application-business.js';
import { deleteRows, insertRow } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { System } from '../context.js';
import { addressMark } from '../core/address-mark.js';
import type { CompleteForm } from './application-form.js';
import { settleIndexes } from '../privacy/settle-indexes.js';

/** Keeps by what the business of a filed application is recognised in others: credit code, address and account, by blind index. */
export async function storeBusiness(
  system: System,
  unit: UnitOfWork,
  applicationId: number,
  { business, subsidyAccount }: CompleteForm,
): Promise<void> {
  const { cipher } = system;
  const { creditCode, districtCode, address } = business;
  const creditCodeIndex = cipher.blindIndex('identity', creditCode);
  const addressIndex = cipher.blindIndex('address', addressMark(districtCode, address));
  const accountIndex = cipher.blindIndex('account', subsidyAccount?.accountNumber ?? '');
  await settleIndexes(system, unit.transaction, [creditCodeIndex, addressIndex, accountIndex]);
  await deleteRows(ApplicationBusiness, { applicationId }, unit.transaction);
  await insertRow(
    ApplicationBusiness,
    { applicationId, creditCodeIndex, addressIndex, accountIndex },
    unit.transaction,
  );
}
