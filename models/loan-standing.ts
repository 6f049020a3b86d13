import { Model, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { ClassReason, RiskClass } from '../server/core/risk-class.js';
import { code, day, foreignKey, keyed, optional } from './columns.js';

/** Where a loan stands now. A loan of which no close ever had to say anything has no row. */
export class LoanStanding extends Model<
  InferAttributes<LoanStanding>,
  InferCreationAttributes<LoanStanding>
> {
  declare loanId: number;
  declare closeId: number;
  declare pastDueSince: BusinessDate | null;
  declare riskClass: RiskClass;
  declare reason: ClassReason | null;

  static initialise(sequelize: Sequelize): void {
    LoanStanding.init(
      {
        loanId: keyed(foreignKey('loans')),
        closeId: foreignKey('daily_closes'),
        pastDueSince: optional(day()),
        riskClass: code(16),
        reason: optional(code(24)),
      },
      { sequelize, tableName: 'loan_standings' },
    );
  }
}
