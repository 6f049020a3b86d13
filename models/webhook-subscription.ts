import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { code, foreignKey, id, instant, longText, optional, reference } from './columns.js';

/** Where an organisation wants to be told of what; active once a second administrator has agreed. */
export class WebhookSubscription extends Model<
  InferAttributes<WebhookSubscription>,
  InferCreationAttributes<WebhookSubscription>
> {
  declare id: CreationOptional<number>;
  declare apiClientId: number;
  declare organisationId: number;
  declare url: string;
  declare topicsJson: string;
  declare state: 'proposed' | 'active' | 'disabled';
  declare makerUserId: number;
  declare checkerUserId: number | null;
  declare createdAt: string;
  declare activatedAt: string | null;

  static initialise(sequelize: Sequelize): void {
    WebhookSubscription.init(
      {
        id: id(),
        apiClientId: foreignKey('api_clients'),
        organisationId: foreignKey('organisations'),
        url: reference(512),
        topicsJson: longText(),
        state: code(16),
        makerUserId: foreignKey('users'),
        checkerUserId: optional(foreignKey('users')),
        createdAt: instant(),
        activatedAt: optional(instant()),
      },
      { sequelize, tableName: 'webhook_subscriptions' },
    );
  }
}
