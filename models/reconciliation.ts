import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { Fen } from '../server/core/money.js';
import { count, day, fenColumn, foreignKey, id, instant, optional, withDefault } from './columns.js';

/** The comparison of one bank's figures of one day with our books, as it last stood. The row to lock before comparing. */
export class Reconciliation extends Model<
  InferAttributes<Reconciliation>,
  InferCreationAttributes<Reconciliation>
> {
  declare id: CreationOptional<number>;
  declare bankOrganisationId: number;
  declare balanceOn: BusinessDate;
  declare statedCount: CreationOptional<number>;
  declare statedFen: CreationOptional<Fen>;
  declare ledgerFen: CreationOptional<Fen>;
  declare comparedAt: string | null;
  declare version: CreationOptional<number>;

  static initialise(sequelize: Sequelize): void {
    Reconciliation.init(
      {
        id: id(),
        bankOrganisationId: foreignKey('organisations'),
        balanceOn: day(),
        statedCount: withDefault(count(), 0),
        statedFen: withDefault(fenColumn(), 0),
        ledgerFen: withDefault(fenColumn(), 0),
        comparedAt: optional(instant()),
        version: withDefault(count(), 0),
      },
      { sequelize, tableName: 'reconciliations' },
    );
  }
}
