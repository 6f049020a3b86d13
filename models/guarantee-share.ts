import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { basisPoints, code, foreignKey, id } from './columns.js';

/** A fact: which part of a loss a bearer carries for one guarantee. */
export class GuaranteeShare extends Model<
  InferAttributes<GuaranteeShare>,
  InferCreationAttributes<GuaranteeShare>
> {
  declare id: CreationOptional<number>;
  declare guaranteeId: number;
  declare bearer: 'bank' | 'city-fund' | 'guarantee-institution' | 're-guarantee' | 'national-fund';
  declare shareBasisPoints: number;

  static initialise(sequelize: Sequelize): void {
    GuaranteeShare.init(
      {
        id: id(),
        guaranteeId: foreignKey('guarantees'),
        bearer: code(24),
        shareBasisPoints: basisPoints(),
      },
      { sequelize, tableName: 'guarantee_shares' },
    );
  }
}
