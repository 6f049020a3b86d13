import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { code, count, foreignKey, id, instant, optional, withDefault } from './columns.js';

/** A notice on its way to a borrower's phone or mailbox. Number and address are looked up when it is sent and not kept here. */
export class Notification extends Model<
  InferAttributes<Notification>,
  InferCreationAttributes<Notification>
> {
  declare id: CreationOptional<number>;
  declare noticeId: number;
  declare channel: 'sms' | 'email';
  declare userId: number | null;
  declare borrowerId: number | null;
  declare state: 'due' | 'sent' | 'suppressed' | 'dead';
  declare availableAt: string;
  declare attempts: CreationOptional<number>;
  declare problem: 'no-address' | 'opted-out' | 'not-delivered' | null;
  declare createdAt: string;
  declare sentAt: string | null;

  static initialise(sequelize: Sequelize): void {
    Notification.init(
      {
        id: id(),
        noticeId: foreignKey('notices'),
        channel: code(8),
        userId: optional(foreignKey('users')),
        borrowerId: optional(foreignKey('borrowers')),
        state: code(16),
        availableAt: instant(),
        attempts: withDefault(count(), 0),
        problem: optional(code(32)),
        createdAt: instant(),
        sentAt: optional(instant()),
      },
      { sequelize, tableName: 'notifications' },
    );
  }
}
