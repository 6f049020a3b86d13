import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { Fen } from '../server/core/money.js';
import { code, day, fenColumn, foreignKey, id, instant } from './columns.js';

/** A fact: a line was paid. Once for each line. */
export class SubsidyPayment extends Model<
  InferAttributes<SubsidyPayment>,
  InferCreationAttributes<SubsidyPayment>
> {
  declare id: CreationOptional<number>;
  declare claimId: number;
  declare lineId: number;
  declare loanId: number;
  declare kind: 'period' | 'adjustment';
  declare quarter: string;
  declare amountFen: Fen;
  declare paidOn: BusinessDate;
  declare recordedAt: string;

  static initialise(sequelize: Sequelize): void {
    SubsidyPayment.init(
      {
        id: id(),
        claimId: foreignKey('subsidy_claims'),
        lineId: foreignKey('subsidy_lines'),
        loanId: foreignKey('loans'),
        kind: code(16),
        quarter: code(6),
        amountFen: fenColumn(),
        paidOn: day(),
        recordedAt: instant(),
      },
      { sequelize, tableName: 'subsidy_payments' },
    );
  }
}
