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

/** A fact: money that came back after compensation, a cost of getting it, or the reversal of either. */
export class Recovery extends Model<InferAttributes<Recovery>, InferCreationAttributes<Recovery>> {
  declare id: CreationOptional<number>;
  declare claimId: number;
  declare kind: 'receipt' | 'cost' | 'reversal';
  declare side: 'bank' | 'guarantor';
  declare reference: string;
  declare occurredOn: BusinessDate;
  declare amountFen: Fen;
  declare costsFen: Fen;
  declare sharedFen: Fen;
  declare reversesRecoveryId: number | null;
  declare recordedByUserId: number;
  declare recordedAt: string;

  static initialise(sequelize: Sequelize): void {
    Recovery.init(
      {
        id: id(),
        claimId: foreignKey('compensation_claims'),
        kind: code(16),
        side: code(16),
        reference: reference(64),
        occurredOn: day(),
        amountFen: fenColumn(),
        costsFen: fenColumn(),
        sharedFen: fenColumn(),
        reversesRecoveryId: optional(foreignKey('recoveries')),
        recordedByUserId: foreignKey('users'),
        recordedAt: instant(),
      },
      { sequelize, tableName: 'recoveries' },
    );
  }
}
