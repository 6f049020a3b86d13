import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { LedgerAccountKind } from '../server/core/ledger-account-kinds.js';
import { code, id, instant, looseId } from './columns.js';

/** An account of the money ledger: one kind of money of one holder. Its balance is the sum of its postings. */
export class LedgerAccount extends Model<
  InferAttributes<LedgerAccount>,
  InferCreationAttributes<LedgerAccount>
> {
  declare id: CreationOptional<number>;
  declare kind: LedgerAccountKind;
  /** A budget or an organisation; 0 for the city as a whole. */
  declare holderId: number;
  declare createdAt: string;

  static initialise(sequelize: Sequelize): void {
    LedgerAccount.init(
      { id: id(), kind: code(32), holderId: looseId(), createdAt: instant() },
      { sequelize, tableName: 'ledger_accounts' },
    );
  }
}
