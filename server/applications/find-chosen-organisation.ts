import type { Transaction } from 'sequelize';
import { Organisation } from '../../models/organisation.js';
import { findRow, type Row } from '../../models/rows.js';
import type { DistrictCode } from '../core/districts.js';
import { DomainError } from '../core/errors.js';

/** The district office of a district. Fails: malformed, when none works there. */
export async function findDistrictOffice(
  code: DistrictCode,
  transaction: Transaction,
): Promise<Row<Organisation>> {
  const where = { kind: 'district', districtCode: code, disabledAt: null } as const;
  const office = await findRow(Organisation, { where, transaction });
  if (!office) throw noSuchOrganisation('business.districtCode');
  return office;
}

/** The bank or guarantor an applicant chose. Fails: malformed, when it is not one that works. */
export async function findChosenOrganisation(
  kind: 'bank' | 'guarantor',
  id: number,
  transaction: Transaction,
): Promise<Row<Organisation>> {
  const chosen = await findRow(Organisation, { where: { id, kind, disabledAt: null }, transaction });
  if (!chosen) throw noSuchOrganisation(`${kind}OrganisationId`);
  return chosen;
}

const noSuchOrganisation = (field: string): DomainError =>
  new DomainError('malformed', { field }, [
    {
      field,
      rule: 'any.only',
      message: {
        zh: '没有这样的在办机构，请从机构列表中选择',
        en: 'There is no such organisation at work; choose one of the list',
      },
    },
  ]);
