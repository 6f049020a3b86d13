import type { Model, ModelStatic, Transaction } from 'sequelize';
import { Application } from '../../models/application.js';
import { Borrower } from '../../models/borrower.js';
import { Organisation } from '../../models/organisation.js';
import { insertRow } from '../../models/rows.js';
import { User } from '../../models/user.js';

export type Values = Record<string, number | string | null | undefined>;

/** The ids of what money facts point to. */
export interface Parents {
  readonly bank: number;
  readonly guarantor: number;
  readonly district: number;
  readonly user: number;
  readonly borrower: number;
  readonly applications: readonly number[];
}

export const AT = '2024-03-15T02:00:00.000Z';
export const HASH = 'a'.repeat(64);

/** Stores a bank, a guarantor, a district, a user, a borrower and three applications. */
export async function storeParents(transaction: Transaction): Promise<Parents> {
  const insert = (model: ModelStatic<Model>, values: Values) => insertRow(model, values, transaction);
  const organisation = (code: string, kind: string, guarantorKind: string | null = null) =>
    insert(Organisation, { code, kind, guarantorKind, name: code, createdAt: AT });
  const bank = await organisation('BANK01', 'bank');
  const guarantor = await organisation('FUND01', 'guarantor', 'fund');
  const district = await organisation('TIANHE', 'district');
  const user = await insert(User, {
    organisationId: bank,
    username: 'bank.maker',
    displayName: '经办',
    role: 'bank-officer',
    passwordHash: 'x',
    passwordSetAt: AT,
    mustChangePasswordFlag: 0,
    createdAt: AT,
  });
  const borrower = await insert(Borrower, {
    kind: 'individual',
    name: '王小明',
    identityKind: 'resident-identity-card',
    identityCipher: 'c',
    identityIndex: HASH,
    createdAt: AT,
  });
  const application = (number: string) =>
    insert(Application, {
      number,
      state: 'disbursed',
      borrowerKind: 'individual',
      filedByUserId: user,
      contentCipher: 'c',
      contentHash: HASH,
      createdAt: AT,
      updatedAt: AT,
    });
  const applications = [await application('SQ1'), await application('SQ2'), await application('SQ3')];
  return { bank, guarantor, district, user, borrower, applications };
}
