import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { Fen } from '../server/core/money.js';
import { count, fenColumn, foreignKey, instant, keyed, withDefault } from './columns.js';

/** What a guarantor answers for now. The row to lock before a guarantee is given or released. */
export class GuarantorExposure extends Model<
  InferAttributes<GuarantorExposure>,
  InferCreationAttributes<GuarantorExposure>
> {
  declare organisationId: number;
  declare limitFen: Fen;
  declare exposureFen: CreationOptional<Fen>;
  declare updatedAt: string;
  declare version: CreationOptional<number>;

  static initialise(sequelize: Sequelize): void {
    GuarantorExposure.init(
      {
        organisationId: keyed(foreignKey('organisations')),
        limitFen: fenColumn(),
        exposureFen: withDefault(fenColumn(), 0),
        updatedAt: instant(),
        version: withDefault(count(), 0),
      },
      { sequelize, tableName: 'guarantor_exposures' },
    );
  }
}
