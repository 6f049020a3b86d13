import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { Rate } from '../server/core/rate.js';
import { day, flag, id, instant, looseId, optional, rateColumn, text } from './columns.js';

/** A loan prime rate as published. */
export class LoanPrimeRate extends Model<
  InferAttributes<LoanPrimeRate>,
  InferCreationAttributes<LoanPrimeRate>
> {
  declare id: CreationOptional<number>;
  declare publishedOn: BusinessDate;
  declare oneYearRate: Rate;
  declare fiveYearRate: Rate | null;
  declare source: string;
  declare verifiedFlag: number;
  declare makerUserId: number | null;
  declare checkerUserId: number | null;
  declare createdAt: string;

  static initialise(sequelize: Sequelize): void {
    LoanPrimeRate.init(
      {
        id: id(),
        publishedOn: day(),
        oneYearRate: rateColumn(),
        fiveYearRate: optional(rateColumn()),
        source: text(255),
        verifiedFlag: flag(),
        makerUserId: optional(looseId()),
        checkerUserId: optional(looseId()),
        createdAt: instant(),
      },
      { sequelize, tableName: 'loan_prime_rates' },
    );
  }
}
