import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { Fen } from '../server/core/money.js';
import {
  code,
  count,
  day,
  fenColumn,
  foreignKey,
  id,
  optional,
  reference,
  text,
  withDefault,
} from './columns.js';

/** One payment to one payee: the borrower of a loan, or the bank itself. */
export class PaymentOrder extends Model<
  InferAttributes<PaymentOrder>,
  InferCreationAttributes<PaymentOrder>
> {
  declare id: CreationOptional<number>;
  declare runId: number;
  declare bankOrganisationId: number;
  declare serialNumber: string;
  declare loanId: CreationOptional<number | null>;
  declare amountFen: Fen;
  declare state: 'proposed' | 'issued' | 'received' | 'returned' | 'declined';
  /** What is paid, while this order may still pay it. */
  declare liveKey: CreationOptional<string | null>;
  declare settledOn: CreationOptional<BusinessDate | null>;
  declare returnReason: CreationOptional<string | null>;
  declare version: CreationOptional<number>;

  static initialise(sequelize: Sequelize): void {
    PaymentOrder.init(
      {
        id: id(),
        runId: foreignKey('payment_runs'),
        bankOrganisationId: foreignKey('organisations'),
        serialNumber: reference(40),
        loanId: optional(foreignKey('loans')),
        amountFen: fenColumn(),
        state: code(16),
        liveKey: optional(code(48)),
        settledOn: optional(day()),
        returnReason: optional(text(200)),
        version: withDefault(count(), 0),
      },
      { sequelize, tableName: 'payment_orders' },
    );
  }
}
