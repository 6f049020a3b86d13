import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { ClassReason, RiskClass } from '../server/core/risk-class.js';
import { code, day, foreignKey, id, optional } from './columns.js';

/** A fact: from a day on a loan stands so. It holds over all that earlier closes said of that day and later ones. */
export class LoanStandingChange extends Model<
  InferAttributes<LoanStandingChange>,
  InferCreationAttributes<LoanStandingChange>
> {
  declare id: CreationOptional<number>;
  declare loanId: number;
  declare closeId: number;
  declare fromOn: BusinessDate;
  declare pastDueSince: BusinessDate | null;
  declare riskClass: RiskClass;
  declare reason: ClassReason | null;

  static initialise(sequelize: Sequelize): void {
    LoanStandingChange.init(
      {
        id: id(),
        loanId: foreignKey('loans'),
        closeId: foreignKey('daily_closes'),
        fromOn: day(),
        pastDueSince: optional(day()),
        riskClass: code(16),
        reason: optional(code(24)),
      },
      { sequelize, tableName: 'loan_standing_changes' },
    );
  }
}
