import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { Fen } from '../server/core/money.js';
import { day, fenColumn, foreignKey, id, instant, looseId, optional, reference } from './columns.js';

/** A fact: the bank paid out. Once for each loan. */
export class Disbursement extends Model<
  InferAttributes<Disbursement>,
  InferCreationAttributes<Disbursement>
> {
  declare id: CreationOptional<number>;
  declare loanId: number;
  declare applicationId: number | null;
  declare bankOrganisationId: number;
  declare bankReference: string;
  declare amountFen: Fen;
  declare disbursedOn: BusinessDate;
  declare recordedByUserId: number;
  declare recordedAt: string;

  static initialise(sequelize: Sequelize): void {
    Disbursement.init(
      {
        id: id(),
        loanId: foreignKey('loans'),
        applicationId: optional(foreignKey('applications')),
        bankOrganisationId: foreignKey('organisations'),
        bankReference: reference(64),
        amountFen: fenColumn(),
        disbursedOn: day(),
        recordedByUserId: looseId(),
        recordedAt: instant(),
      },
      { sequelize, tableName: 'disbursements' },
    );
  }
}
