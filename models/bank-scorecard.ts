import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { CalendarQuarter } from '../server/core/calendar-quarter.js';
import {
  basisPoints,
  code,
  count,
  day,
  foreignKey,
  id,
  instant,
  longText,
  looseId,
  optional,
  sha256,
} from './columns.js';

/** A fact: how a bank did in a quarter, as it was known when it was computed. Of a quarter the highest revision counts. */
export class BankScorecard extends Model<
  InferAttributes<BankScorecard>,
  InferCreationAttributes<BankScorecard>
> {
  declare id: CreationOptional<number>;
  declare bankOrganisationId: number;
  declare quarter: CalendarQuarter;
  declare revision: number;
  /** The last business date that was closed when it was computed. */
  declare booksOn: BusinessDate;
  /** Of full marks; null where nothing could be measured. */
  declare scoreBasisPoints: number | null;
  declare rankNumber: number | null;
  declare rankedBanks: number;
  /** The measures with their marks. */
  declare contentJson: string;
  declare contentHash: string;
  /** Null: computed by itself. */
  declare computedByUserId: number | null;
  declare computedAt: string;

  static initialise(sequelize: Sequelize): void {
    BankScorecard.init(
      {
        id: id(),
        bankOrganisationId: foreignKey('organisations'),
        quarter: code(6),
        revision: count(),
        booksOn: day(),
        scoreBasisPoints: optional(basisPoints()),
        rankNumber: optional(count()),
        rankedBanks: count(),
        contentJson: longText(),
        contentHash: sha256(),
        computedByUserId: optional(looseId()),
        computedAt: instant(),
      },
      { sequelize, tableName: 'bank_scorecards' },
    );
  }
}
