import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { NoticeKind } from '../server/core/notices.js';
import { code, foreignKey, id, instant } from './columns.js';

/** A borrower wants no SMS of a kind. */
export class NotificationOptOut extends Model<
  InferAttributes<NotificationOptOut>,
  InferCreationAttributes<NotificationOptOut>
> {
  declare id: CreationOptional<number>;
  declare userId: number;
  declare kind: NoticeKind;
  declare createdAt: string;

  static initialise(sequelize: Sequelize): void {
    NotificationOptOut.init(
      { id: id(), userId: foreignKey('users'), kind: code(48), createdAt: instant() },
      { sequelize, tableName: 'notification_opt_outs' },
    );
  }
}
