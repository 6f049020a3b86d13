import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { RiskClass } from '../server/core/risk-class.js';
import { code, count, day, foreignKey, id, instant, looseId } from './columns.js';

/** A fact: the class a bank itself gives a loan from a day on. Of one day the highest revision counts. */
export class BankClass extends Model<InferAttributes<BankClass>, InferCreationAttributes<BankClass>> {
  declare id: CreationOptional<number>;
  declare loanId: number;
  declare fromOn: BusinessDate;
  declare riskClass: RiskClass;
  declare revision: number;
  declare recordedByUserId: number;
  declare recordedAt: string;

  static initialise(sequelize: Sequelize): void {
    BankClass.init(
      {
        id: id(),
        loanId: foreignKey('loans'),
        fromOn: day(),
        riskClass: code(16),
        revision: count(),
        recordedByUserId: looseId(),
        recordedAt: instant(),
      },
      { sequelize, tableName: 'bank_classes' },
    );
  }
}
