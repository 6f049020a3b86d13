import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { Fen } from '../server/core/money.js';
import { code, day, fenColumn, foreignKey, id, instant, longText, optional, sha256 } from './columns.js';

/** A fact: what the rules of eligibility found in a content on a day. */
export class EligibilityResult extends Model<
  InferAttributes<EligibilityResult>,
  InferCreationAttributes<EligibilityResult>
> {
  declare id: CreationOptional<number>;
  declare applicationId: number;
  declare contentHash: string;
  declare evaluatedOn: BusinessDate;
  declare outcome: string;
  declare capFen: Fen | null;
  declare findingsJson: string;
  declare computedAt: string;

  static initialise(sequelize: Sequelize): void {
    EligibilityResult.init(
      {
        id: id(),
        applicationId: foreignKey('applications'),
        contentHash: sha256(),
        evaluatedOn: day(),
        outcome: code(16),
        capFen: optional(fenColumn()),
        findingsJson: longText(),
        computedAt: instant(),
      },
      { sequelize, tableName: 'eligibility_results' },
    );
  }
}
