import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { Fen } from '../server/core/money.js';
import { code, fenColumn, foreignKey, id, instant, optional } from './columns.js';

/** What a budget keeps for the subsidy of an approved application in one quarter, until it is claimed or comes to nothing. */
export class SubsidyReservation extends Model<
  InferAttributes<SubsidyReservation>,
  InferCreationAttributes<SubsidyReservation>
> {
  declare id: CreationOptional<number>;
  declare budgetId: number;
  declare applicationId: number;
  declare quarter: string;
  declare amountFen: Fen;
  declare createdAt: string;
  declare releasedAt: CreationOptional<string | null>;

  static initialise(sequelize: Sequelize): void {
    SubsidyReservation.init(
      {
        id: id(),
        budgetId: foreignKey('budgets'),
        applicationId: foreignKey('applications'),
        quarter: code(6),
        amountFen: fenColumn(),
        createdAt: instant(),
        releasedAt: optional(instant()),
      },
      { sequelize, tableName: 'subsidy_reservations' },
    );
  }
}
