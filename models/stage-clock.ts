import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import { code, count, day, flag, foreignKey, id, looseId, optional } from './columns.js';

/** The working days that a stage may take, for one subject and round. */
export class StageClock extends Model<InferAttributes<StageClock>, InferCreationAttributes<StageClock>> {
  declare id: CreationOptional<number>;
  declare subjectKind: string;
  declare subjectId: number;
  declare stage: string;
  declare round: number;
  declare organisationId: number;
  declare startedOn: BusinessDate;
  declare warnOn: BusinessDate;
  declare dueOn: BusinessDate;
  declare estimatedFlag: number;
  declare endedOn: BusinessDate | null;
  /** The version that says how long the stage may take; null of clocks from before it was kept. */
  declare policyId: CreationOptional<string | null>;

  static initialise(sequelize: Sequelize): void {
    StageClock.init(
      {
        id: id(),
        subjectKind: code(32),
        subjectId: looseId(),
        stage: code(32),
        round: count(),
        organisationId: foreignKey('organisations'),
        startedOn: day(),
        warnOn: day(),
        dueOn: day(),
        estimatedFlag: flag(),
        endedOn: optional(day()),
        policyId: optional(code(96)),
      },
      { sequelize, tableName: 'stage_clocks' },
    );
  }
}
