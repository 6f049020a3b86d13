import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { Fen } from '../server/core/money.js';
import { code, day, fenColumn, foreignKey, id, instant, looseId, optional, reference } from './columns.js';

/** A fact: money came back, as the bank split it; or a reversal that undoes one such fact. */
export class Repayment extends Model<InferAttributes<Repayment>, InferCreationAttributes<Repayment>> {
  declare id: CreationOptional<number>;
  declare loanId: number;
  declare bankOrganisationId: number;
  declare serialNumber: string;
  declare kind: 'repayment' | 'prepayment' | 'reversal';
  declare paidOn: BusinessDate;
  declare principalFen: Fen;
  declare interestFen: Fen;
  declare penaltyFen: Fen;
  declare reversesRepaymentId: number | null;
  declare recordedByUserId: number;
  declare recordedAt: string;

  static initialise(sequelize: Sequelize): void {
    Repayment.init(
      {
        id: id(),
        loanId: foreignKey('loans'),
        bankOrganisationId: foreignKey('organisations'),
        serialNumber: reference(64),
        kind: code(16),
        paidOn: day(),
        principalFen: fenColumn(),
        interestFen: fenColumn(),
        penaltyFen: fenColumn(),
        reversesRepaymentId: optional(foreignKey('repayments')),
        recordedByUserId: looseId(),
        recordedAt: instant(),
      },
      { sequelize, tableName: 'repayments' },
    );
  }
}
