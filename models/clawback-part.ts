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

/** A fact: a part of a demand and the last day for it. Of several plans the last counts. */
export class ClawbackPart extends Model<
  InferAttributes<ClawbackPart>,
  InferCreationAttributes<ClawbackPart>
> {
  declare id: CreationOptional<number>;
  declare caseId: number;
  declare plan: number;
  declare number: number;
  declare dueOn: BusinessDate;
  declare amountFen: Fen;

  static initialise(sequelize: Sequelize): void {
    ClawbackPart.init(
      {
        id: id(),
        caseId: foreignKey('clawback_cases'),
        plan: count(),
        number: count(),
        dueOn: day(),
        amountFen: fenColumn(),
      },
      { sequelize, tableName: 'clawback_parts' },
    );
  }
}
