import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { blindIndex, code, count, id, instant, looseId, optional, sha256, withDefault } from './columns.js';

/** A code sent to a phone, kept as its hash. */
export class OneTimeCode extends Model<InferAttributes<OneTimeCode>, InferCreationAttributes<OneTimeCode>> {
  declare id: CreationOptional<number>;
  declare userId: number | null;
  declare purpose: 'password-reset' | 'registration';
  declare phoneIndex: string | null;
  declare codeHash: string;
  declare issuedAt: string;
  declare expiresAt: string;
  declare usedAt: string | null;
  declare attempts: CreationOptional<number>;

  static initialise(sequelize: Sequelize): void {
    OneTimeCode.init(
      {
        id: id(),
        userId: optional(looseId()),
        purpose: code(32),
        phoneIndex: optional(blindIndex()),
        codeHash: sha256(),
        issuedAt: instant(),
        expiresAt: instant(),
        usedAt: optional(instant()),
        attempts: withDefault(count(), 0),
      },
      { sequelize, tableName: 'one_time_codes' },
    );
  }
}
