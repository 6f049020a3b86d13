import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import {
  code,
  count,
  day,
  foreignKey,
  id,
  instant,
  longText,
  optional,
  sha256,
  withDefault,
} from './columns.js';

/** One erasure of the personal data whose retention has ended: what is due, who agreed to it, and how far it has come. */
export class ErasureRun extends Model<InferAttributes<ErasureRun>, InferCreationAttributes<ErasureRun>> {
  declare id: CreationOptional<number>;
  /** The day by whose policy and on which retention had ended. */
  declare dueOn: BusinessDate;
  declare policyId: string;
  /** The numbers of the rows that are due: what both persons agree on. */
  declare contentJson: string;
  declare contentHash: string;
  declare loanCount: number;
  declare applicationCount: number;
  declare accountCount: number;
  declare entryCount: number;
  declare rejectedRowCount: number;
  declare state: 'proposed' | 'approved' | 'declined' | 'done';
  declare openKey: string | null;
  declare reason: CreationOptional<string | null>;
  declare makerUserId: number;
  declare makerPersonIndex: string;
  declare checkerUserId: CreationOptional<number | null>;
  declare checkerPersonIndex: CreationOptional<string | null>;
  /** Loans, applications and accounts that are done. */
  declare erasedCount: CreationOptional<number>;
  declare createdAt: string;
  declare decidedAt: CreationOptional<string | null>;
  declare finishedAt: CreationOptional<string | null>;
  declare version: CreationOptional<number>;

  static initialise(sequelize: Sequelize): void {
    ErasureRun.init(
      {
        id: id(),
        dueOn: day(),
        policyId: code(96),
        contentJson: longText(),
        contentHash: sha256(),
        loanCount: count(),
        applicationCount: count(),
        accountCount: count(),
        entryCount: count(),
        rejectedRowCount: count(),
        state: code(16),
        openKey: optional(code(16)),
        reason: optional(longText()),
        makerUserId: foreignKey('users'),
        makerPersonIndex: sha256(),
        checkerUserId: optional(foreignKey('users')),
        checkerPersonIndex: optional(sha256()),
        erasedCount: withDefault(count(), 0),
        createdAt: instant(),
        decidedAt: optional(instant()),
        finishedAt: optional(instant()),
        version: withDefault(count(), 0),
      },
      { sequelize, tableName: 'erasure_runs' },
    );
  }
}
