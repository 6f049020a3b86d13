import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { PolicyDraftKind } from '../server/core/policy/draft-content.js';
import type { PolicyDraftState } from '../server/core/states/policy-draft-states.js';
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

/** What an official wants to become policy: a version of a parameter, a loan prime rate or the holidays of a year. */
export class PolicyDraft extends Model<InferAttributes<PolicyDraft>, InferCreationAttributes<PolicyDraft>> {
  declare id: CreationOptional<number>;
  declare kind: PolicyDraftKind;
  /** The parameter, the day of the publication, or the year. */
  declare subject: string;
  declare effectiveFrom: BusinessDate;
  declare contentJson: string;
  declare contentHash: string;
  declare state: PolicyDraftState;
  /** Why it was declined or withdrawn. */
  declare reason: string | null;
  declare makerUserId: number;
  declare checkerUserId: number | null;
  declare closedAt: string | null;
  declare createdAt: string;
  declare updatedAt: string;
  declare version: CreationOptional<number>;

  static initialise(sequelize: Sequelize): void {
    PolicyDraft.init(
      {
        id: id(),
        kind: code(24),
        subject: code(64),
        effectiveFrom: day(),
        contentJson: longText(),
        contentHash: sha256(),
        state: code(16),
        reason: optional(longText()),
        makerUserId: foreignKey('users'),
        checkerUserId: optional(foreignKey('users')),
        closedAt: optional(instant()),
        createdAt: instant(),
        updatedAt: instant(),
        version: withDefault(count(), 0),
      },
      { sequelize, tableName: 'policy_drafts' },
    );
  }
}
