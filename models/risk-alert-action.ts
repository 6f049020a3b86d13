import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { code, foreignKey, id, instant, longText } from './columns.js';

/** A fact: what somebody did about a risk alert, or wrote. */
export class RiskAlertAction extends Model<
  InferAttributes<RiskAlertAction>,
  InferCreationAttributes<RiskAlertAction>
> {
  declare id: CreationOptional<number>;
  declare alertId: number;
  declare kind: 'remark' | 'assign' | 'start' | 'resolve' | 'dismiss';
  declare text: string;
  declare writtenByUserId: number;
  declare writtenAt: string;

  static initialise(sequelize: Sequelize): void {
    RiskAlertAction.init(
      {
        id: id(),
        alertId: foreignKey('risk_alerts'),
        kind: code(16),
        text: longText(),
        writtenByUserId: foreignKey('users'),
        writtenAt: instant(),
      },
      { sequelize, tableName: 'risk_alert_actions' },
    );
  }
}
