import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import { code, day, id, instant, longText, text } from './columns.js';

/** A fact: the heads of all audit chains on a day, signed; a copy is kept outside the database. */
export class AuditDeposit extends Model<
  InferAttributes<AuditDeposit>,
  InferCreationAttributes<AuditDeposit>
> {
  declare id: CreationOptional<number>;
  declare madeOn: BusinessDate;
  declare contentJson: string;
  declare keyCode: string;
  declare publicKeyPem: string;
  declare signature: string;
  declare recordedAt: string;

  static initialise(sequelize: Sequelize): void {
    AuditDeposit.init(
      {
        id: id(),
        madeOn: day(),
        contentJson: longText(),
        keyCode: code(16),
        publicKeyPem: text(255),
        signature: code(96),
        recordedAt: instant(),
      },
      { sequelize, tableName: 'audit_deposits' },
    );
  }
}
