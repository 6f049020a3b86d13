import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { Fen } from '../server/core/money.js';
import { code, fenColumn, foreignKey, id, instant, looseId } from './columns.js';

/** A fact: a movement of a budget for one subject. */
export class BudgetEntry extends Model<InferAttributes<BudgetEntry>, InferCreationAttributes<BudgetEntry>> {
  declare id: CreationOptional<number>;
  declare budgetId: number;
  declare kind:
    'allot' | 'carry-out' | 'carry-in' | 'reserve' | 'release' | 'commit' | 'pay' | 'return' | 'take-back';
  declare amountFen: Fen;
  declare subjectKind: string;
  declare subjectId: number;
  declare recordedByUserId: number;
  declare recordedAt: string;

  static initialise(sequelize: Sequelize): void {
    BudgetEntry.init(
      {
        id: id(),
        budgetId: foreignKey('budgets'),
        kind: code(16),
        amountFen: fenColumn(),
        subjectKind: code(32),
        subjectId: looseId(),
        recordedByUserId: looseId(),
        recordedAt: instant(),
      },
      { sequelize, tableName: 'budget_entries' },
    );
  }
}
