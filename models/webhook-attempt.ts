import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { code, count, foreignKey, id, instant, optional } from './columns.js';

/** One try to deliver, and what came of it. */
export class WebhookAttempt extends Model<
  InferAttributes<WebhookAttempt>,
  InferCreationAttributes<WebhookAttempt>
> {
  declare id: CreationOptional<number>;
  declare deliveryId: number;
  declare attemptedAt: string;
  declare httpStatus: number | null;
  declare milliseconds: number;
  declare problem: string | null;

  static initialise(sequelize: Sequelize): void {
    WebhookAttempt.init(
      {
        id: id(),
        deliveryId: foreignKey('webhook_deliveries'),
        attemptedAt: instant(),
        httpStatus: optional(count()),
        milliseconds: count(),
        problem: optional(code(64)),
      },
      { sequelize, tableName: 'webhook_attempts' },
    );
  }
}
