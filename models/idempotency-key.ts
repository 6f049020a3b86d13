import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { code, foreignKey, id, instant, longText, sha256 } from './columns.js';

/** A request that was made, and the reply that a repetition gets. */
export class IdempotencyKey extends Model<
  InferAttributes<IdempotencyKey>,
  InferCreationAttributes<IdempotencyKey>
> {
  declare id: CreationOptional<number>;
  declare actorUserId: number;
  declare idempotencyKey: string;
  declare route: string;
  declare bodyHash: string;
  declare status: string;
  declare replyJson: string;
  declare createdAt: string;

  static initialise(sequelize: Sequelize): void {
    IdempotencyKey.init(
      {
        id: id(),
        actorUserId: foreignKey('users'),
        idempotencyKey: code(64),
        route: code(96),
        bodyHash: sha256(),
        status: code(16),
        replyJson: longText(),
        createdAt: instant(),
      },
      { sequelize, tableName: 'idempotency_keys' },
    );
  }
}
