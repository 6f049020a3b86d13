import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { Fen } from '../server/core/money.js';
import { code, fenColumn, foreignKey, id } from './columns.js';

/** A fact: what a bearer of the risk gets of a receipt, or gives back by its reversal. */
export class RecoveryShare extends Model<
  InferAttributes<RecoveryShare>,
  InferCreationAttributes<RecoveryShare>
> {
  declare id: CreationOptional<number>;
  declare recoveryId: number;
  declare bearer: 'bank' | 'city-fund' | 'guarantee-institution' | 're-guarantee' | 'national-fund';
  declare amountFen: Fen;

  static initialise(sequelize: Sequelize): void {
    RecoveryShare.init(
      {
        id: id(),
        recoveryId: foreignKey('recoveries'),
        bearer: code(24),
        amountFen: fenColumn(),
      },
      { sequelize, tableName: 'recovery_shares' },
    );
  }
}
