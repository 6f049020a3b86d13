import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { Fen } from '../server/core/money.js';
import type { RiskClass } from '../server/core/risk-class.js';
import {
  code,
  count,
  day,
  fenColumn,
  foreignKey,
  id,
  instant,
  looseId,
  optional,
  reference,
} from './columns.js';

/** A fact: the balance that a bank named for a contract on a day. Of the same contract and day the highest revision counts. */
export class StatedBalance extends Model<
  InferAttributes<StatedBalance>,
  InferCreationAttributes<StatedBalance>
> {
  declare id: CreationOptional<number>;
  declare bankOrganisationId: number;
  declare balanceOn: BusinessDate;
  declare contractNumber: string;
  declare revision: number;
  declare balanceFen: Fen;
  declare riskClass: RiskClass | null;
  declare origin: 'take-over' | 'balance-list';
  declare recordedByUserId: number | null;
  declare recordedAt: string;

  static initialise(sequelize: Sequelize): void {
    StatedBalance.init(
      {
        id: id(),
        bankOrganisationId: foreignKey('organisations'),
        balanceOn: day(),
        contractNumber: reference(64),
        revision: count(),
        balanceFen: fenColumn(),
        riskClass: optional(code(16)),
        origin: code(16),
        recordedByUserId: optional(looseId()),
        recordedAt: instant(),
      },
      { sequelize, tableName: 'stated_balances' },
    );
  }
}
