import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { Rate } from '../server/core/rate.js';
import {
  code,
  count,
  day,
  foreignKey,
  id,
  instant,
  longText,
  looseId,
  optional,
  rateColumn,
} from './columns.js';

/** A fact about a loan that holds for a time. Of the same event the highest revision counts. */
export class LoanEvent extends Model<InferAttributes<LoanEvent>, InferCreationAttributes<LoanEvent>> {
  declare id: CreationOptional<number>;
  declare loanId: number;
  declare kind:
    | 'overdue'
    | 'extension'
    | 'misuse'
    | 'settled'
    | 'closure'
    | 'legal-representative-change'
    | 'rate-change'
    | 'eligibility-lost';
  declare fromOn: BusinessDate;
  declare untilOn: BusinessDate | null;
  declare newRate: Rate | null;
  declare note: string | null;
  declare source: 'bank' | 'daily-close' | 'officer';
  declare revision: number;
  declare recordedByUserId: number | null;
  declare recordedAt: string;

  static initialise(sequelize: Sequelize): void {
    LoanEvent.init(
      {
        id: id(),
        loanId: foreignKey('loans'),
        kind: code(32),
        fromOn: day(),
        untilOn: optional(day()),
        newRate: optional(rateColumn()),
        note: optional(longText()),
        source: code(16),
        revision: count(),
        recordedByUserId: optional(looseId()),
        recordedAt: instant(),
      },
      { sequelize, tableName: 'loan_events' },
    );
  }
}
