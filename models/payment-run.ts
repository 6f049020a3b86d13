import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { Fen } from '../server/core/money.js';
import { code, count, fenColumn, foreignKey, id, instant, optional, sha256, withDefault } from './columns.js';

/** What is paid out on a funded claim at once, through the claim's bank. */
export class PaymentRun extends Model<InferAttributes<PaymentRun>, InferCreationAttributes<PaymentRun>> {
  declare id: CreationOptional<number>;
  declare number: string;
  declare claimId: number;
  declare bankOrganisationId: number;
  declare sequence: number;
  declare kind: 'payment' | 're-issue';
  declare payee: 'borrower' | 'bank';
  declare state: 'proposed' | 'approved' | 'declined';
  declare orderCount: number;
  declare totalFen: Fen;
  declare transferFen: Fen;
  declare contentHash: string;
  declare openKey: string | null;
  declare makerUserId: number;
  declare checkerUserId: CreationOptional<number | null>;
  declare createdAt: string;
  declare updatedAt: string;
  declare version: CreationOptional<number>;

  static initialise(sequelize: Sequelize): void {
    PaymentRun.init(
      {
        id: id(),
        number: code(24),
        claimId: foreignKey('subsidy_claims'),
        bankOrganisationId: foreignKey('organisations'),
        sequence: count(),
        kind: code(16),
        payee: code(16),
        state: code(16),
        orderCount: count(),
        totalFen: fenColumn(),
        transferFen: fenColumn(),
        contentHash: sha256(),
        openKey: optional(code(32)),
        makerUserId: foreignKey('users'),
        checkerUserId: optional(foreignKey('users')),
        createdAt: instant(),
        updatedAt: instant(),
        version: withDefault(count(), 0),
      },
      { sequelize, tableName: 'payment_runs' },
    );
  }
}
