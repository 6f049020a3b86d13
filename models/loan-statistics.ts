import { Model, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';
import type { StatisticalDisability, StatisticalSex } from '../server/core/report-figures.js';
import { code, foreignKey, keyed } from './columns.js';

/** What statistics ask of the person behind a loan (财金〔2018〕107号): nothing else reads it, and no reply shows it of one loan. */
export class LoanStatistics extends Model<
  InferAttributes<LoanStatistics>,
  InferCreationAttributes<LoanStatistics>
> {
  declare loanId: number;
  declare sex: StatisticalSex;
  declare disability: StatisticalDisability;

  static initialise(sequelize: Sequelize): void {
    LoanStatistics.init(
      { loanId: keyed(foreignKey('loans')), sex: code(8), disability: code(8) },
      { sequelize, tableName: 'loan_statistics' },
    );
  }
}
