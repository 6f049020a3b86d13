import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { ClaimCause } from '../server/core/claim-check/claim-causes.js';
import { code, count, foreignKey, id, instant, longText, looseId, optional } from './columns.js';

/** A fact: what the centre decided on one claimed line that differs, or on all lines of one cause. */
export class ClaimLineDecision extends Model<
  InferAttributes<ClaimLineDecision>,
  InferCreationAttributes<ClaimLineDecision>
> {
  declare id: CreationOptional<number>;
  declare claimId: number;
  declare revision: number;
  declare lineNumber: number | null;
  declare cause: ClaimCause | null;
  declare outcome: 'accepted' | 'returned';
  declare reason: string | null;
  declare decidedByUserId: number;
  declare decidedAt: string;

  static initialise(sequelize: Sequelize): void {
    ClaimLineDecision.init(
      {
        id: id(),
        claimId: foreignKey('subsidy_claims'),
        revision: count(),
        lineNumber: optional(count()),
        cause: optional(code(24)),
        outcome: code(16),
        reason: optional(longText()),
        decidedByUserId: looseId(),
        decidedAt: instant(),
      },
      { sequelize, tableName: 'claim_line_decisions' },
    );
  }
}
