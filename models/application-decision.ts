import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { code, count, foreignKey, id, instant, longText, optional, sha256 } from './columns.js';

/** A fact: what was decided at a stage, by whom, on which content. */
export class ApplicationDecision extends Model<
  InferAttributes<ApplicationDecision>,
  InferCreationAttributes<ApplicationDecision>
> {
  declare id: CreationOptional<number>;
  declare applicationId: number;
  declare stage: 'precheck' | 'eligibility' | 'credit' | 'guarantee';
  declare outcome: 'pass' | 'refuse' | 'return';
  declare reason: string;
  declare contentHash: string;
  declare detailJson: string;
  declare makerUserId: number;
  declare checkerUserId: number | null;
  declare round: number;
  declare decidedAt: string;

  static initialise(sequelize: Sequelize): void {
    ApplicationDecision.init(
      {
        id: id(),
        applicationId: foreignKey('applications'),
        stage: code(16),
        outcome: code(16),
        reason: longText(),
        contentHash: sha256(),
        detailJson: longText(),
        makerUserId: foreignKey('users'),
        checkerUserId: optional(foreignKey('users')),
        round: count(),
        decidedAt: instant(),
      },
      { sequelize, tableName: 'application_decisions' },
    );
  }
}
