import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { foreignKey, id, instant, sha256 } from './columns.js';

/** The browser that a session lives in: the hash of its cookie, and when it was last seen. */
export class WebSession extends Model<InferAttributes<WebSession>, InferCreationAttributes<WebSession>> {
  declare id: CreationOptional<number>;
  declare sessionId: number;
  declare cookieHash: string;
  declare lastUsedAt: string;

  static initialise(sequelize: Sequelize): void {
    WebSession.init(
      { id: id(), sessionId: foreignKey('user_sessions'), cookieHash: sha256(), lastUsedAt: instant() },
      { sequelize, tableName: 'web_sessions' },
    );
  }
}
