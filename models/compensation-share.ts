import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { Fen } from '../server/core/money.js';
import { basisPoints, code, fenColumn, foreignKey, id } from './columns.js';

/** A fact: what a bearer carries of a compensated debt. */
export class CompensationShare extends Model<
  InferAttributes<CompensationShare>,
  InferCreationAttributes<CompensationShare>
> {
  declare id: CreationOptional<number>;
  declare claimId: number;
  declare bearer: 'bank' | 'city-fund' | 'guarantee-institution' | 're-guarantee' | 'national-fund';
  declare shareBasisPoints: number;
  declare amountFen: Fen;

  static initialise(sequelize: Sequelize): void {
    CompensationShare.init(
      {
        id: id(),
        claimId: foreignKey('compensation_claims'),
        bearer: code(24),
        shareBasisPoints: basisPoints(),
        amountFen: fenColumn(),
      },
      { sequelize, tableName: 'compensation_shares' },
    );
  }
}
