import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { code, foreignKey, id, instant, longText, optional } from './columns.js';

/** A fact: what somebody did about a red flag, or wrote about it. */
export class RedFlagStep extends Model<InferAttributes<RedFlagStep>, InferCreationAttributes<RedFlagStep>> {
  declare id: CreationOptional<number>;
  declare flagId: number;
  declare kind: string;
  declare text: string;
  declare takenByUserId: number | null;
  declare takenAt: string;

  static initialise(sequelize: Sequelize): void {
    RedFlagStep.init(
      {
        id: id(),
        flagId: foreignKey('red_flags'),
        kind: code(24),
        text: longText(),
        takenByUserId: optional(foreignKey('users')),
        takenAt: instant(),
      },
      { sequelize, tableName: 'red_flag_steps' },
    );
  }
}
