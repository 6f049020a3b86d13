import { Model, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';
import { code, count, keyed } from './columns.js';

/** The last number given of a kind of paper in a year. */
export class NumberSequence extends Model<
  InferAttributes<NumberSequence>,
  InferCreationAttributes<NumberSequence>
> {
  declare name: string;
  declare value: number;

  static initialise(sequelize: Sequelize): void {
    NumberSequence.init(
      {
        name: keyed(code(48)),
        value: count(),
      },
      { sequelize, tableName: 'number_sequences' },
    );
  }
}
