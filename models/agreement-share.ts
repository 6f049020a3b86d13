import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { basisPoints, code, foreignKey, id } from './columns.js';

/** Which part of a loss a bearer carries under an agreement. */
export class AgreementShare extends Model<
  InferAttributes<AgreementShare>,
  InferCreationAttributes<AgreementShare>
> {
  declare id: CreationOptional<number>;
  declare agreementId: number;
  declare bearer: 'bank' | 'city-fund' | 'guarantee-institution' | 're-guarantee' | 'national-fund';
  declare shareBasisPoints: number;

  static initialise(sequelize: Sequelize): void {
    AgreementShare.init(
      {
        id: id(),
        agreementId: foreignKey('cooperation_agreements'),
        bearer: code(24),
        shareBasisPoints: basisPoints(),
      },
      { sequelize, tableName: 'agreement_shares' },
    );
  }
}
