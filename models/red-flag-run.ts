import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { code, count, foreignKey, id, instant, longText, optional, withDefault } from './columns.js';

/** One look of all checks at the whole book. */
export class RedFlagRun extends Model<InferAttributes<RedFlagRun>, InferCreationAttributes<RedFlagRun>> {
  declare id: CreationOptional<number>;
  declare runKey: string;
  declare trigger: 'nightly' | 'demand';
  declare state: 'queued' | 'done';
  /** The last loan whose contract has been judged; the next run goes on behind it. */
  declare loansSeen: CreationOptional<number>;
  declare raisedCount: CreationOptional<number>;
  declare reopenedCount: CreationOptional<number>;
  /** Not raised because their element is whitelisted. */
  declare whitelistedCount: CreationOptional<number>;
  /** Borrowers whose age could not be checked, because no key reads their number. */
  declare unreadableCount: CreationOptional<number>;
  /** By rule: how many facts stand today. */
  declare countsJson: CreationOptional<string | null>;
  declare requestedByUserId: number | null;
  declare createdAt: string;
  declare finishedAt: CreationOptional<string | null>;

  static initialise(sequelize: Sequelize): void {
    RedFlagRun.init(
      {
        id: id(),
        runKey: code(32),
        trigger: code(16),
        state: code(16),
        loansSeen: withDefault(count(), 0),
        raisedCount: withDefault(count(), 0),
        reopenedCount: withDefault(count(), 0),
        whitelistedCount: withDefault(count(), 0),
        unreadableCount: withDefault(count(), 0),
        countsJson: optional(longText()),
        requestedByUserId: optional(foreignKey('users')),
        createdAt: instant(),
        finishedAt: optional(instant()),
      },
      { sequelize, tableName: 'red_flag_runs' },
    );
  }
}
