import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { Fen } from '../server/core/money.js';
import { day, fenColumn, foreignKey, id, instant, looseId, optional, reference, sha256 } from './columns.js';

/** A fact: the guarantor has paid the bank. Once for each claim and for each loan. */
export class CompensationPayment extends Model<
  InferAttributes<CompensationPayment>,
  InferCreationAttributes<CompensationPayment>
> {
  declare id: CreationOptional<number>;
  declare claimId: number;
  declare loanId: number;
  declare guarantorOrganisationId: number;
  declare agreementId: number | null;
  declare paymentReference: string;
  declare paidOn: BusinessDate;
  declare outstandingFen: Fen;
  declare principalFen: Fen;
  declare interestFen: Fen;
  declare amountFen: Fen;
  declare contentHash: string;
  declare paidByUserId: number;
  declare recordedAt: string;

  static initialise(sequelize: Sequelize): void {
    CompensationPayment.init(
      {
        id: id(),
        claimId: foreignKey('compensation_claims'),
        loanId: foreignKey('loans'),
        guarantorOrganisationId: foreignKey('organisations'),
        agreementId: optional(looseId()),
        paymentReference: reference(64),
        paidOn: day(),
        outstandingFen: fenColumn(),
        principalFen: fenColumn(),
        interestFen: fenColumn(),
        amountFen: fenColumn(),
        contentHash: sha256(),
        paidByUserId: foreignKey('users'),
        recordedAt: instant(),
      },
      { sequelize, tableName: 'compensation_payments' },
    );
  }
}
