import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { Jurisdiction, PolicyParameter } from '../server/core/policy/policy-parameters.js';
import { code, day, flag, id, instant, longText, looseId, optional, text } from './columns.js';

/** What one policy parameter is from a day on, and which document says so. */
export class PolicyParameterVersion extends Model<
  InferAttributes<PolicyParameterVersion>,
  InferCreationAttributes<PolicyParameterVersion>
> {
  declare id: CreationOptional<number>;
  declare parameter: PolicyParameter;
  declare jurisdiction: Jurisdiction;
  declare effectiveFrom: BusinessDate;
  declare valueJson: string;
  declare document: string;
  declare article: string | null;
  declare verifiedFlag: number;
  declare note: string | null;
  declare state: 'proposed' | 'in-force' | 'withdrawn';
  declare makerUserId: number | null;
  declare checkerUserId: number | null;
  declare createdAt: string;

  static initialise(sequelize: Sequelize): void {
    PolicyParameterVersion.init(
      {
        id: id(),
        parameter: code(64),
        jurisdiction: code(16),
        effectiveFrom: day(),
        valueJson: longText(),
        document: text(255),
        article: optional(text(255)),
        verifiedFlag: flag(),
        note: optional(longText()),
        state: code(16),
        makerUserId: optional(looseId()),
        checkerUserId: optional(looseId()),
        createdAt: instant(),
      },
      { sequelize, tableName: 'policy_parameter_versions' },
    );
  }
}
