import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import {
  code,
  day,
  flag,
  foreignKey,
  id,
  instant,
  longText,
  looseId,
  optional,
  withDefault,
} from './columns.js';

/** A later maturity asked for. `grantedForLoanId` is set when it is granted, so that a loan has one. */
export class Extension extends Model<InferAttributes<Extension>, InferCreationAttributes<Extension>> {
  declare id: CreationOptional<number>;
  declare loanId: number;
  declare requestedUntil: BusinessDate;
  declare reason: string;
  declare state: 'requested' | 'granted' | 'refused';
  declare requestedByUserId: number;
  declare requestedAt: string;
  declare decidedByUserId: number | null;
  declare decidedAt: string | null;
  declare decisionReason: string | null;
  declare grantedForLoanId: number | null;
  /** Set by the bank with its consent: the borrower could not have paid otherwise. */
  declare financialDifficultyFlag: CreationOptional<number>;

  static initialise(sequelize: Sequelize): void {
    Extension.init(
      {
        id: id(),
        loanId: foreignKey('loans'),
        requestedUntil: day(),
        reason: longText(),
        state: code(16),
        requestedByUserId: looseId(),
        requestedAt: instant(),
        decidedByUserId: optional(looseId()),
        decidedAt: optional(instant()),
        decisionReason: optional(longText()),
        grantedForLoanId: optional(looseId()),
        financialDifficultyFlag: withDefault(flag(), 0),
      },
      { sequelize, tableName: 'extensions' },
    );
  }
}
