import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { Fen } from '../server/core/money.js';
import { code, count, fenColumn, id, instant, withDefault } from './columns.js';

/** The money of one level of government for the subsidies of a year. */
export class Budget extends Model<InferAttributes<Budget>, InferCreationAttributes<Budget>> {
  declare id: CreationOptional<number>;
  declare year: number;
  declare level: 'central' | 'province' | 'city' | 'district';
  declare districtCode: string;
  declare allottedFen: CreationOptional<Fen>;
  declare reservedFen: CreationOptional<Fen>;
  declare committedFen: CreationOptional<Fen>;
  declare paidFen: CreationOptional<Fen>;
  declare returnedFen: CreationOptional<Fen>;
  declare createdAt: string;
  declare version: CreationOptional<number>;

  static initialise(sequelize: Sequelize): void {
    Budget.init(
      {
        id: id(),
        year: count(),
        level: code(16),
        districtCode: code(6),
        allottedFen: withDefault(fenColumn(), 0),
        reservedFen: withDefault(fenColumn(), 0),
        committedFen: withDefault(fenColumn(), 0),
        paidFen: withDefault(fenColumn(), 0),
        returnedFen: withDefault(fenColumn(), 0),
        createdAt: instant(),
        version: withDefault(count(), 0),
      },
      { sequelize, tableName: 'budgets' },
    );
  }
}
