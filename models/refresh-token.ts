import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { foreignKey, id, instant, optional, sha256 } from './columns.js';

/** One link in a family of refresh tokens. One used twice betrays a theft. */
export class RefreshToken extends Model<
  InferAttributes<RefreshToken>,
  InferCreationAttributes<RefreshToken>
> {
  declare id: CreationOptional<number>;
  declare sessionId: number;
  declare tokenHash: string;
  declare issuedAt: string;
  declare expiresAt: string;
  declare usedAt: string | null;

  static initialise(sequelize: Sequelize): void {
    RefreshToken.init(
      {
        id: id(),
        sessionId: foreignKey('user_sessions'),
        tokenHash: sha256(),
        issuedAt: instant(),
        expiresAt: instant(),
        usedAt: optional(instant()),
      },
      { sequelize, tableName: 'refresh_tokens' },
    );
  }
}
