import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { Fen } from '../server/core/money.js';
import { day, fenColumn, foreignKey, id, instant, looseId, optional, text } from './columns.js';

/** A fact: the balance of a guarantee fund, or the net assets of a guarantee institution, from a day on. */
export class GuarantorCapital extends Model<
  InferAttributes<GuarantorCapital>,
  InferCreationAttributes<GuarantorCapital>
> {
  declare id: CreationOptional<number>;
  declare organisationId: number;
  declare effectiveOn: BusinessDate;
  declare amountFen: Fen;
  declare document: string;
  declare makerUserId: number | null;
  declare checkerUserId: number | null;
  declare recordedAt: string;

  static initialise(sequelize: Sequelize): void {
    GuarantorCapital.init(
      {
        id: id(),
        organisationId: foreignKey('organisations'),
        effectiveOn: day(),
        amountFen: fenColumn(),
        document: text(200),
        makerUserId: optional(looseId()),
        checkerUserId: optional(looseId()),
        recordedAt: instant(),
      },
      { sequelize, tableName: 'guarantor_capitals' },
    );
  }
}
