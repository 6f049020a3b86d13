import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import {
  code,
  count,
  foreignKey,
  id,
  instant,
  longText,
  looseId,
  optional,
  sha256,
  withDefault,
} from './columns.js';

/** A part of a large daily close: loans by their ids, how far they are dealt with and what was found. */
export class DailyCloseRange extends Model<
  InferAttributes<DailyCloseRange>,
  InferCreationAttributes<DailyCloseRange>
> {
  declare id: CreationOptional<number>;
  declare closeId: number;
  declare number: number;
  declare state: 'open' | 'done';
  declare loanIdsJson: string;
  declare reachedLoanId: CreationOptional<number>;
  declare examinedLoans: CreationOptional<number>;
  declare fellOverdue: CreationOptional<number>;
  declare cured: CreationOptional<number>;
  declare reclassified: CreationOptional<number>;
  declare changesHash: string;
  declare finishedAt: CreationOptional<string | null>;

  static initialise(sequelize: Sequelize): void {
    DailyCloseRange.init(
      {
        id: id(),
        closeId: foreignKey('daily_closes'),
        number: count(),
        state: code(16),
        loanIdsJson: longText(),
        reachedLoanId: withDefault(looseId(), 0),
        examinedLoans: withDefault(count(), 0),
        fellOverdue: withDefault(count(), 0),
        cured: withDefault(count(), 0),
        reclassified: withDefault(count(), 0),
        changesHash: sha256(),
        finishedAt: optional(instant()),
      },
      { sequelize, tableName: 'daily_close_ranges' },
    );
  }
}
