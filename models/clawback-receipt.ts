import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { Fen } from '../server/core/money.js';
import { code, day, fenColumn, foreignKey, id, instant, optional, reference } from './columns.js';

/** A fact: what came back on a demand, by payment or off a subsidy, or that a payment is undone. */
export class ClawbackReceipt extends Model<
  InferAttributes<ClawbackReceipt>,
  InferCreationAttributes<ClawbackReceipt>
> {
  declare id: CreationOptional<number>;
  declare caseId: number;
  declare kind: 'receipt' | 'offset' | 'reversal';
  declare reference: string;
  declare receivedOn: BusinessDate;
  declare amountFen: Fen;
  declare lineId: number | null;
  declare reversesReceiptId: number | null;
  declare recordedByUserId: number;
  declare recordedAt: string;

  static initialise(sequelize: Sequelize): void {
    ClawbackReceipt.init(
      {
        id: id(),
        caseId: foreignKey('clawback_cases'),
        kind: code(16),
        reference: reference(64),
        receivedOn: day(),
        amountFen: fenColumn(),
        lineId: optional(foreignKey('subsidy_lines')),
        reversesReceiptId: optional(foreignKey('clawback_receipts')),
        recordedByUserId: foreignKey('users'),
        recordedAt: instant(),
      },
      { sequelize, tableName: 'clawback_receipts' },
    );
  }
}
