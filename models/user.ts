import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { Role } from '../server/core/roles.js';
import {
  blindIndex,
  cipher,
  code,
  count,
  flag,
  foreignKey,
  id,
  instant,
  optional,
  reference,
  text,
  withDefault,
} from './columns.js';

/** An account of a person. `personIndex` says which accounts belong to the same natural person. */
export class User extends Model<InferAttributes<User>, InferCreationAttributes<User>> {
  declare id: CreationOptional<number>;
  declare organisationId: number | null;
  declare username: string;
  declare displayName: string;
  declare role: Role;
  declare personIndex: string | null;
  declare identityCipher: string | null;
  declare phoneCipher: string | null;
  declare phoneIndex: string | null;
  declare passwordHash: string;
  declare passwordSetAt: string;
  declare mustChangePasswordFlag: number;
  declare failedLogins: CreationOptional<number>;
  declare lockedUntil: string | null;
  declare sessionVersion: CreationOptional<number>;
  declare otpSecretCipher: string | null;
  declare otpConfirmedAt: string | null;
  declare createdAt: string;
  declare disabledAt: string | null;
  declare version: CreationOptional<number>;
  /** Where notices go by e-mail, as the person has named it. */
  declare mailCipher: CreationOptional<string | null>;
  /** When the personal data of it were erased, their retention being over. */
  declare erasedAt: CreationOptional<string | null>;

  static initialise(sequelize: Sequelize): void {
    User.init(
      {
        id: id(),
        organisationId: optional(foreignKey('organisations')),
        username: reference(64),
        displayName: text(64),
        role: code(32),
        personIndex: optional(blindIndex()),
        identityCipher: optional(cipher()),
        phoneCipher: optional(cipher()),
        phoneIndex: optional(blindIndex()),
        passwordHash: code(255),
        passwordSetAt: instant(),
        mustChangePasswordFlag: flag(),
        failedLogins: withDefault(count(), 0),
        lockedUntil: optional(instant()),
        sessionVersion: withDefault(count(), 0),
        otpSecretCipher: optional(cipher()),
        otpConfirmedAt: optional(instant()),
        createdAt: instant(),
        disabledAt: optional(instant()),
        version: withDefault(count(), 0),
        mailCipher: optional(cipher()),
        erasedAt: optional(instant()),
      },
      { sequelize, tableName: 'users' },
    );
  }
}
