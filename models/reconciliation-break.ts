import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { Fen } from '../server/core/money.js';
import type { BreakCause } from '../server/core/reconciliation/break-causes.js';
import type { RiskClass } from '../server/core/risk-class.js';
import type { ReconciliationBreakState } from '../server/core/states/reconciliation-break-states.js';
import {
  code,
  count,
  day,
  fenColumn,
  foreignKey,
  id,
  instant,
  longText,
  optional,
  reference,
  withDefault,
} from './columns.js';

/** A difference between what a bank says of a contract on a day and what our books say. */
export class ReconciliationBreak extends Model<
  InferAttributes<ReconciliationBreak>,
  InferCreationAttributes<ReconciliationBreak>
> {
  declare id: CreationOptional<number>;
  declare bankOrganisationId: number;
  declare contractNumber: string;
  declare loanId: number | null;
  declare balanceOn: BusinessDate;
  declare aspect: 'balance' | 'class' | 'overdue';
  declare cause: BreakCause;
  declare statedFen: Fen | null;
  declare ledgerFen: Fen | null;
  declare statedClass: RiskClass | null;
  declare ledgerClass: RiskClass | null;
  declare evidenceJson: string;
  declare state: ReconciliationBreakState;
  /** Bank, day, aspect and contract until it is resolved, then null: one unresolved break of each. */
  declare openKey: string | null;
  declare ownerOrganisationId: number;
  declare ownerUserId: number | null;
  declare openedOn: BusinessDate;
  declare closedOn: BusinessDate | null;
  declare createdAt: string;
  declare updatedAt: string;
  declare version: CreationOptional<number>;

  static initialise(sequelize: Sequelize): void {
    ReconciliationBreak.init(
      {
        id: id(),
        bankOrganisationId: foreignKey('organisations'),
        contractNumber: reference(64),
        loanId: optional(foreignKey('loans')),
        balanceOn: day(),
        aspect: code(16),
        cause: code(32),
        statedFen: optional(fenColumn()),
        ledgerFen: optional(fenColumn()),
        statedClass: optional(code(16)),
        ledgerClass: optional(code(16)),
        evidenceJson: longText(),
        state: code(16),
        openKey: optional(reference(128)),
        ownerOrganisationId: foreignKey('organisations'),
        ownerUserId: optional(foreignKey('users')),
        openedOn: day(),
        closedOn: optional(day()),
        createdAt: instant(),
        updatedAt: instant(),
        version: withDefault(count(), 0),
      },
      { sequelize, tableName: 'reconciliation_breaks' },
    );
  }
}
