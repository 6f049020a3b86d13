import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { Fen } from '../server/core/money.js';
import { code, day, fenColumn, foreignKey, id, instant, looseId } from './columns.js';

/** A fact: an amount booked to the debit of one account and to the credit of another. */
export class LedgerPosting extends Model<
  InferAttributes<LedgerPosting>,
  InferCreationAttributes<LedgerPosting>
> {
  declare id: CreationOptional<number>;
  declare debitAccountId: number;
  declare creditAccountId: number;
  declare amountFen: Fen;
  declare kind: string;
  declare subjectKind: string;
  declare subjectId: number;
  declare postedOn: BusinessDate;
  declare recordedByUserId: number;
  declare recordedAt: string;

  static initialise(sequelize: Sequelize): void {
    LedgerPosting.init(
      {
        id: id(),
        debitAccountId: foreignKey('ledger_accounts'),
        creditAccountId: foreignKey('ledger_accounts'),
        amountFen: fenColumn(),
        kind: code(32),
        subjectKind: code(32),
        subjectId: looseId(),
        postedOn: day(),
        recordedByUserId: looseId(),
        recordedAt: instant(),
      },
      { sequelize, tableName: 'ledger_postings' },
    );
  }
}
