import { Model, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';
import { foreignKey, instant, keyed, sha256 } from './columns.js';

/** A signed message that has been taken; the same message does not come twice. */
export class MessageReceipt extends Model<
  InferAttributes<MessageReceipt>,
  InferCreationAttributes<MessageReceipt>
> {
  declare digest: string;
  declare apiClientId: number;
  declare receivedAt: string;

  static initialise(sequelize: Sequelize): void {
    MessageReceipt.init(
      {
        digest: keyed(sha256()),
        apiClientId: foreignKey('api_clients'),
        receivedAt: instant(),
      },
      { sequelize, tableName: 'message_receipts' },
    );
  }
}
