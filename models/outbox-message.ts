import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { code, count, id, instant, longText, looseId, optional, withDefault } from './columns.js';

/** What a command queued for others. It leaves after the commit. */
export class OutboxMessage extends Model<
  InferAttributes<OutboxMessage>,
  InferCreationAttributes<OutboxMessage>
> {
  declare id: CreationOptional<number>;
  declare topic: string;
  declare aggregateKind: string;
  declare aggregateId: number;
  declare payloadJson: string;
  declare createdAt: string;
  declare deliveredAt: string | null;
  declare attempts: CreationOptional<number>;
  declare lastError: string | null;

  static initialise(sequelize: Sequelize): void {
    OutboxMessage.init(
      {
        id: id(),
        topic: code(64),
        aggregateKind: code(32),
        aggregateId: looseId(),
        payloadJson: longText(),
        createdAt: instant(),
        deliveredAt: optional(instant()),
        attempts: withDefault(count(), 0),
        lastError: optional(longText()),
      },
      { sequelize, tableName: 'outbox_messages' },
    );
  }
}
