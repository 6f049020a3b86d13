import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { Fen } from '../server/core/money.js';
import { day, fenColumn, foreignKey, id, instant, looseId } from './columns.js';

/** A fact: what a borrower holds ready at the bank for repayment, on a day. The latest day counts, of one day the last entry. */
export class RepaymentReserve extends Model<
  InferAttributes<RepaymentReserve>,
  InferCreationAttributes<RepaymentReserve>
> {
  declare id: CreationOptional<number>;
  declare loanId: number;
  declare heldOn: BusinessDate;
  declare amountFen: Fen;
  declare recordedByUserId: number;
  declare recordedAt: string;

  static initialise(sequelize: Sequelize): void {
    RepaymentReserve.init(
      {
        id: id(),
        loanId: foreignKey('loans'),
        heldOn: day(),
        amountFen: fenColumn(),
        recordedByUserId: looseId(),
        recordedAt: instant(),
      },
      { sequelize, tableName: 'repayment_reserves' },
    );
  }
}
