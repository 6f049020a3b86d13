import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { RedFlagRuleName } from '../server/core/red-flags/red-flag-rules.js';
import type { AuditElement } from '../server/core/red-flags/suspicion.js';
import { code, day, foreignKey, id, instant, optional, sha256, text } from './columns.js';

/** An element that a rule does not raise again until a day, as two persons decided. */
export class AuditWhitelistEntry extends Model<
  InferAttributes<AuditWhitelistEntry>,
  InferCreationAttributes<AuditWhitelistEntry>
> {
  declare id: CreationOptional<number>;
  declare rule: RedFlagRuleName;
  declare element: AuditElement;
  declare elementHash: string;
  declare flagId: number;
  declare reason: string;
  declare startsOn: BusinessDate;
  /** The first day on which it no longer holds. */
  declare endsOn: BusinessDate;
  declare state: 'proposed' | 'in-force' | 'declined';
  declare openKey: string | null;
  declare makerUserId: number;
  declare checkerUserId: CreationOptional<number | null>;
  declare createdAt: string;
  declare decidedAt: CreationOptional<string | null>;

  static initialise(sequelize: Sequelize): void {
    AuditWhitelistEntry.init(
      {
        id: id(),
        rule: code(48),
        element: code(16),
        elementHash: sha256(),
        flagId: foreignKey('red_flags'),
        reason: text(1000),
        startsOn: day(),
        endsOn: day(),
        state: code(16),
        openKey: optional(code(128)),
        makerUserId: foreignKey('users'),
        checkerUserId: optional(foreignKey('users')),
        createdAt: instant(),
        decidedAt: optional(instant()),
      },
      { sequelize, tableName: 'audit_whitelist' },
    );
  }
}
