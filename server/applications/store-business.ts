import { ApplicationBusiness } from '../../models/application-business.js';
import { deleteRows, insertRow } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { System } from '../context.js';
import { addressMark } from '../core/address-mark.js';
import type { CompleteForm } from './application-form.js';

/** Keeps by what the business of a filed application is recognised in others: credit code, address and account, by blind index. */
export async function storeBusiness(
  { cipher }: System,
  unit: UnitOfWork,
  applicationId: number,
  { business, subsidyAccount }: CompleteForm,
): Promise<void> {
  const { creditCode, districtCode, address } = business;
  await deleteRows(ApplicationBusiness, { applicationId }, unit.transaction);
  await insertRow(
    ApplicationBusiness,
    {
      applicationId,
      creditCodeIndex: cipher.blindIndex('identity', creditCode),
      addressIndex: cipher.blindIndex('address', addressMark(districtCode, address)),
      accountIndex: cipher.blindIndex('account', subsidyAccount?.accountNumber ?? ''),
    },
    unit.transaction,
  );
}
