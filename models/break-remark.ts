import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { code, foreignKey, id, instant, longText } from './columns.js';

/** A fact: what somebody wrote about a break, or did to it, and why. */
export class BreakRemark extends Model<InferAttributes<BreakRemark>, InferCreationAttributes<BreakRemark>> {
  declare id: CreationOptional<number>;
  declare breakId: number;
  declare kind: 'remark' | 'assign' | 'explain' | 'correct' | 'accept' | 'reopen';
  declare text: string;
  declare writtenByUserId: number;
  declare writtenAt: string;

  static initialise(sequelize: Sequelize): void {
    BreakRemark.init(
      {
        id: id(),
        breakId: foreignKey('reconciliation_breaks'),
        kind: code(16),
        text: longText(),
        writtenByUserId: foreignKey('users'),
        writtenAt: instant(),
      },
      { sequelize, tableName: 'break_remarks' },
    );
  }
}
