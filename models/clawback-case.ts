import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { ClawbackGround } from '../server/core/clawback/clawback-grounds.js';
import type { EscalationStep } from '../server/core/clawback/clawback-plan.js';
import type { Fen } from '../server/core/money.js';
import type { ClawbackCaseState } from '../server/core/states/clawback-case-states.js';
import {
  code,
  count,
  day,
  fenColumn,
  flag,
  foreignKey,
  id,
  instant,
  longText,
  optional,
  sha256,
  text,
  withDefault,
} from './columns.js';

/** A demand for subsidy that was paid wrongly, as two persons issue it. */
export class ClawbackCase extends Model<
  InferAttributes<ClawbackCase>,
  InferCreationAttributes<ClawbackCase>
> {
  declare id: CreationOptional<number>;
  declare number: string;
  declare loanId: number;
  declare borrowerId: number;
  declare bankOrganisationId: number;
  declare districtOrganisationId: number;
  declare state: ClawbackCaseState;
  declare ground: ClawbackGround;
  declare fromOn: BusinessDate;
  declare untilOn: BusinessDate | null;
  declare document: string;
  declare article: string;
  declare facts: string;
  declare offsetFlag: number;
  declare totalFen: Fen;
  declare contentHash: string;
  declare issuedOn: BusinessDate | null;
  declare overdueSince: BusinessDate | null;
  declare escalation: EscalationStep | null;
  declare closedOn: BusinessDate | null;
  declare openKey: string | null;
  declare makerUserId: number;
  declare checkerUserId: number | null;
  declare createdAt: string;
  declare updatedAt: string;
  declare version: CreationOptional<number>;

  static initialise(sequelize: Sequelize): void {
    ClawbackCase.init(
      {
        id: id(),
        number: code(24),
        loanId: foreignKey('loans'),
        borrowerId: foreignKey('borrowers'),
        bankOrganisationId: foreignKey('organisations'),
        districtOrganisationId: foreignKey('organisations'),
        state: code(16),
        ground: code(24),
        fromOn: day(),
        untilOn: optional(day()),
        document: text(200),
        article: text(200),
        facts: longText(),
        offsetFlag: flag(),
        totalFen: fenColumn(),
        contentHash: sha256(),
        issuedOn: optional(day()),
        overdueSince: optional(day()),
        escalation: optional(code(16)),
        closedOn: optional(day()),
        openKey: optional(code(32)),
        makerUserId: foreignKey('users'),
        checkerUserId: optional(foreignKey('users')),
        createdAt: instant(),
        updatedAt: instant(),
        version: withDefault(count(), 0),
      },
      { sequelize, tableName: 'clawback_cases' },
    );
  }
}
