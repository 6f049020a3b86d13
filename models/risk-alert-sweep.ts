import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { count, foreignKey, id, instant } from './columns.js';

/** A fact: the rules of early warning have looked at everything until a daily close. */
export class RiskAlertSweep extends Model<
  InferAttributes<RiskAlertSweep>,
  InferCreationAttributes<RiskAlertSweep>
> {
  declare id: CreationOptional<number>;
  declare closeId: number;
  declare lapsedCount: number;
  declare sweptAt: string;

  static initialise(sequelize: Sequelize): void {
    RiskAlertSweep.init(
      { id: id(), closeId: foreignKey('daily_closes'), lapsedCount: count(), sweptAt: instant() },
      { sequelize, tableName: 'risk_alert_sweeps' },
    );
  }
}
