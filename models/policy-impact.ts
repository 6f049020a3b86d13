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

/** What a draft would have cost in quarters of the real book, beside the policy in force: evidence for whoever releases it. */
export class PolicyImpact extends Model<
  InferAttributes<PolicyImpact>,
  InferCreationAttributes<PolicyImpact>
> {
  declare id: CreationOptional<number>;
  declare draftId: number;
  /** The content of the draft that was computed. */
  declare draftHash: string;
  /** From when on the draft is taken to hold: its own day, or an earlier one to try it on loans that exist. */
  declare assumedFrom: BusinessDate;
  declare quartersJson: string;
  /** The day up to which the book is known; later days follow the repayment schedules. */
  declare asOf: BusinessDate;
  declare state: 'queued' | 'running' | 'done' | 'failed';
  declare loansSeen: CreationOptional<number>;
  declare resultJson: string | null;
  declare resultHash: string | null;
  declare requestedByUserId: number;
  declare createdAt: string;
  declare endedAt: string | null;

  static initialise(sequelize: Sequelize): void {
    PolicyImpact.init(
      {
        id: id(),
        draftId: foreignKey('policy_drafts'),
        draftHash: sha256(),
        assumedFrom: day(),
        quartersJson: longText(),
        asOf: day(),
        state: code(16),
        loansSeen: withDefault(count(), 0),
        resultJson: optional(longText()),
        resultHash: optional(sha256()),
        requestedByUserId: foreignKey('users'),
        createdAt: instant(),
        endedAt: optional(instant()),
      },
      { sequelize, tableName: 'policy_impacts' },
    );
  }
}
