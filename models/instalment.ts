import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { Fen } from '../server/core/money.js';
import { count, day, fenColumn, foreignKey, id } from './columns.js';

/** What is due on a day by the schedule. */
export class Instalment extends Model<InferAttributes<Instalment>, InferCreationAttributes<Instalment>> {
  declare id: CreationOptional<number>;
  declare loanId: number;
  declare number: number;
  declare dueOn: BusinessDate;
  declare principalFen: Fen;
  declare interestFen: Fen;
  declare balanceAfterFen: Fen;

  static initialise(sequelize: Sequelize): void {
    Instalment.init(
      {
        id: id(),
        loanId: foreignKey('loans'),
        number: count(),
        dueOn: day(),
        principalFen: fenColumn(),
        interestFen: fenColumn(),
        balanceAfterFen: fenColumn(),
      },
      { sequelize, tableName: 'instalments' },
    );
  }
}
