import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { Fen } from '../server/core/money.js';
import { count, fenColumn, foreignKey, keyed, withDefault } from './columns.js';

/** What is guaranteed now under an agreement. */
export class AgreementExposure extends Model<
  InferAttributes<AgreementExposure>,
  InferCreationAttributes<AgreementExposure>
> {
  declare agreementId: number;
  declare exposureFen: CreationOptional<Fen>;
  declare version: CreationOptional<number>;

  static initialise(sequelize: Sequelize): void {
    AgreementExposure.init(
      {
        agreementId: keyed(foreignKey('cooperation_agreements')),
        exposureFen: withDefault(fenColumn(), 0),
        version: withDefault(count(), 0),
      },
      { sequelize, tableName: 'agreement_exposures' },
    );
  }
}
