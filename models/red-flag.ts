import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { Conclusion } from '../server/core/red-flags/conclusions.js';
import type { RedFlagRuleName, RiskLevel } from '../server/core/red-flags/red-flag-rules.js';
import type { AuditElement } from '../server/core/red-flags/suspicion.js';
import type { RedFlagState } from '../server/core/states/red-flag-states.js';
import {
  code,
  count,
  day,
  flag,
  foreignKey,
  id,
  instant,
  longText,
  optional,
  reference,
  sha256,
  text,
  withDefault,
} from './columns.js';

/** What a check found of a loan, and what is being done about it. One of each fact. */
export class RedFlag extends Model<InferAttributes<RedFlag>, InferCreationAttributes<RedFlag>> {
  declare id: CreationOptional<number>;
  declare rule: RedFlagRuleName;
  declare riskLevel: RiskLevel;
  declare loanId: number;
  declare element: AuditElement;
  /** The person, firm, phone … that it is about, as a whitelist knows it. */
  declare elementHash: string;
  declare factHash: string;
  declare factOn: BusinessDate;
  declare evidenceJson: string;
  declare policyId: string | null;
  declare bankOrganisationId: number;
  declare districtOrganisationId: number;
  declare state: RedFlagState;
  declare foundOn: BusinessDate;
  declare runId: number;
  declare conclusion: CreationOptional<Conclusion | null>;
  declare concludedOn: CreationOptional<BusinessDate | null>;
  /** The fact that stopped the subsidy. */
  declare loanEventId: CreationOptional<number | null>;
  /** The demand that it led to. */
  declare clawbackCaseId: CreationOptional<number | null>;
  declare typicalFlag: CreationOptional<number>;
  declare typicalTitle: CreationOptional<string | null>;
  declare typicalLesson: CreationOptional<string | null>;
  declare createdAt: string;
  declare updatedAt: string;
  declare version: CreationOptional<number>;

  static initialise(sequelize: Sequelize): void {
    RedFlag.init(
      {
        id: id(),
        rule: code(48),
        riskLevel: code(8),
        loanId: foreignKey('loans'),
        element: code(16),
        elementHash: sha256(),
        factHash: sha256(),
        factOn: day(),
        evidenceJson: longText(),
        policyId: optional(reference(96)),
        bankOrganisationId: foreignKey('organisations'),
        districtOrganisationId: foreignKey('organisations'),
        state: code(24),
        foundOn: day(),
        runId: foreignKey('red_flag_runs'),
        conclusion: optional(code(24)),
        concludedOn: optional(day()),
        loanEventId: optional(foreignKey('loan_events')),
        clawbackCaseId: optional(foreignKey('clawback_cases')),
        typicalFlag: withDefault(flag(), 0),
        typicalTitle: optional(text(80)),
        typicalLesson: optional(text(1000)),
        createdAt: instant(),
        updatedAt: instant(),
        version: withDefault(count(), 0),
      },
      { sequelize, tableName: 'red_flags' },
    );
  }
}
