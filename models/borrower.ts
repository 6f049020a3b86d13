import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { IdentityKind } from '../server/core/identity-number.js';
import type { BorrowerKind } from '../server/core/policy/subsidy-policy.js';
import { blindIndex, cipher, code, foreignKey, id, instant, optional, text } from './columns.js';

/** Who owes loans: one row for each identity, however many loans. */
export class Borrower extends Model<InferAttributes<Borrower>, InferCreationAttributes<Borrower>> {
  declare id: CreationOptional<number>;
  declare kind: BorrowerKind;
  declare name: string;
  declare identityKind: IdentityKind;
  declare identityCipher: string;
  declare identityIndex: string;
  declare phoneCipher: string | null;
  declare phoneIndex: string | null;
  declare userId: number | null;
  declare createdAt: string;
  /** When the personal data of it were erased, their retention being over. */
  declare erasedAt: CreationOptional<string | null>;

  static initialise(sequelize: Sequelize): void {
    Borrower.init(
      {
        id: id(),
        kind: code(16),
        name: text(128),
        identityKind: code(32),
        identityCipher: cipher(),
        identityIndex: blindIndex(),
        phoneCipher: optional(cipher()),
        phoneIndex: optional(blindIndex()),
        userId: optional(foreignKey('users')),
        createdAt: instant(),
        erasedAt: optional(instant()),
      },
      { sequelize, tableName: 'borrowers' },
    );
  }
}
