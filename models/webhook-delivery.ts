import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { code, count, foreignKey, id, instant, longText, looseId, optional, withDefault } from './columns.js';

/** One message on its way to one subscription, with the very body that is signed and sent. */
export class WebhookDelivery extends Model<
  InferAttributes<WebhookDelivery>,
  InferCreationAttributes<WebhookDelivery>
> {
  declare id: CreationOptional<number>;
  declare subscriptionId: number;
  declare messageId: number;
  declare topic: string;
  declare aggregateKind: string;
  declare aggregateId: number;
  declare bodyJson: string;
  declare state: 'due' | 'delivered' | 'dead' | 'discarded';
  declare availableAt: string;
  declare attempts: CreationOptional<number>;
  declare lockedBy: string | null;
  declare lockedUntil: string | null;
  declare createdAt: string;
  declare deliveredAt: string | null;

  static initialise(sequelize: Sequelize): void {
    WebhookDelivery.init(
      {
        id: id(),
        subscriptionId: foreignKey('webhook_subscriptions'),
        messageId: foreignKey('outbox_messages'),
        topic: code(64),
        aggregateKind: code(32),
        aggregateId: looseId(),
        bodyJson: longText(),
        state: code(16),
        availableAt: instant(),
        attempts: withDefault(count(), 0),
        lockedBy: optional(code(64)),
        lockedUntil: optional(instant()),
        createdAt: instant(),
        deliveredAt: optional(instant()),
      },
      { sequelize, tableName: 'webhook_deliveries' },
    );
  }
}
