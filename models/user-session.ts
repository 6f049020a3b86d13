import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { code, foreignKey, id, instant, looseId, optional, withDefault } from './columns.js';

/** A signed-in device; its refresh tokens follow one another in one family. */
export class UserSession extends Model<InferAttributes<UserSession>, InferCreationAttributes<UserSession>> {
  declare id: CreationOptional<number>;
  declare userId: number;
  declare familyCode: string;
  declare createdAt: string;
  declare lastUsedAt: string;
  declare expiresAt: string;
  declare revokedAt: string | null;
  declare revokedBecause: string | null;
  /** How often the session has written, counted where there are replicas: one that has the same number has seen it all. */
  declare writes: CreationOptional<number>;
  /** When the second factor was last proved again; the first time is when the session began. */
  declare factorProvenAt: CreationOptional<string | null>;

  static initialise(sequelize: Sequelize): void {
    UserSession.init(
      {
        id: id(),
        userId: foreignKey('users'),
        familyCode: code(64),
        createdAt: instant(),
        lastUsedAt: instant(),
        expiresAt: instant(),
        revokedAt: optional(instant()),
        revokedBecause: optional(code(32)),
        writes: withDefault(looseId(), 0),
        factorProvenAt: optional(instant()),
      },
      { sequelize, tableName: 'user_sessions' },
    );
  }
}
