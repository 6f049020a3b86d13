import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { code, foreignKey, id, instant, longText, looseId, optional } from './columns.js';

/** A refused decision looked at again by another person. */
export class Reconsideration extends Model<
  InferAttributes<Reconsideration>,
  InferCreationAttributes<Reconsideration>
> {
  declare id: CreationOptional<number>;
  declare applicationId: number;
  declare decisionId: number;
  declare grounds: string;
  declare requestedByUserId: number;
  declare requestedAt: string;
  declare outcome: 'upheld' | 'reopened' | null;
  declare reason: string | null;
  declare decidedByUserId: number | null;
  declare decidedAt: string | null;

  static initialise(sequelize: Sequelize): void {
    Reconsideration.init(
      {
        id: id(),
        applicationId: foreignKey('applications'),
        decisionId: foreignKey('application_decisions'),
        grounds: longText(),
        requestedByUserId: looseId(),
        requestedAt: instant(),
        outcome: optional(code(16)),
        reason: optional(longText()),
        decidedByUserId: optional(looseId()),
        decidedAt: optional(instant()),
      },
      { sequelize, tableName: 'reconsiderations' },
    );
  }
}
