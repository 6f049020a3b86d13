import { Model, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';
import { count, keyed, longText, looseId, optional, text } from './columns.js';

/** The public holidays and moved working days of a year, as the State Council published them. */
export class CalendarYear extends Model<
  InferAttributes<CalendarYear>,
  InferCreationAttributes<CalendarYear>
> {
  declare year: number;
  declare holidaysJson: string;
  declare workdaysJson: string;
  declare document: string;
  declare makerUserId: number | null;
  declare checkerUserId: number | null;

  static initialise(sequelize: Sequelize): void {
    CalendarYear.init(
      {
        year: keyed(count()),
        holidaysJson: longText(),
        workdaysJson: longText(),
        document: text(255),
        makerUserId: optional(looseId()),
        checkerUserId: optional(looseId()),
      },
      { sequelize, tableName: 'calendar_years' },
    );
  }
}
