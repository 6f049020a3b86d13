import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { AlertRuleName, AlertSeverity } from '../server/core/risk-alerts/alert-rules.js';
import type { RiskAlertState } from '../server/core/states/risk-alert-states.js';
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
  withDefault,
} from './columns.js';

/** What a rule of early warning found of a loan, and what is being done about it. One of each fact. */
export class RiskAlert extends Model<InferAttributes<RiskAlert>, InferCreationAttributes<RiskAlert>> {
  declare id: CreationOptional<number>;
  declare loanId: number;
  declare rule: AlertRuleName;
  declare severity: AlertSeverity;
  declare factOn: BusinessDate;
  declare factHash: string;
  declare evidenceJson: string;
  declare policyId: string;
  declare bankOrganisationId: number;
  declare guarantorOrganisationId: number | null;
  declare districtOrganisationId: number;
  declare ownerOrganisationId: number;
  declare ownerUserId: number | null;
  declare state: RiskAlertState;
  declare raisedOn: BusinessDate;
  declare dueOn: BusinessDate;
  /** Whether the deadline counts days of a year whose calendar is not published. */
  declare estimatedFlag: number;
  declare closedOn: BusinessDate | null;
  declare resolution: string | null;
  declare createdAt: string;
  declare updatedAt: string;
  declare version: CreationOptional<number>;

  static initialise(sequelize: Sequelize): void {
    RiskAlert.init(
      {
        id: id(),
        loanId: foreignKey('loans'),
        rule: code(48),
        severity: code(8),
        factOn: day(),
        factHash: sha256(),
        evidenceJson: longText(),
        policyId: reference(96),
        bankOrganisationId: foreignKey('organisations'),
        guarantorOrganisationId: optional(foreignKey('organisations')),
        districtOrganisationId: foreignKey('organisations'),
        ownerOrganisationId: foreignKey('organisations'),
        ownerUserId: optional(foreignKey('users')),
        state: code(16),
        raisedOn: day(),
        dueOn: day(),
        estimatedFlag: flag(),
        closedOn: optional(day()),
        resolution: optional(longText()),
        createdAt: instant(),
        updatedAt: instant(),
        version: withDefault(count(), 0),
      },
      { sequelize, tableName: 'risk_alerts' },
    );
  }
}
