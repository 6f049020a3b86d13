import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import { code, count, day, id, instant, looseId, optional, sha256, withDefault } from './columns.js';

/** One business date that was closed, or is being closed: how far it has come and what it found. */
export class DailyClose extends Model<InferAttributes<DailyClose>, InferCreationAttributes<DailyClose>> {
  declare id: CreationOptional<number>;
  declare businessDate: BusinessDate;
  declare state: 'running' | 'done';
  declare rulesHash: string;
  declare reachedLoanId: number;
  declare loansSeen: number;
  declare repaymentsSeen: number;
  declare eventsSeen: number;
  declare bankClassesSeen: number;
  declare examinedLoans: CreationOptional<number>;
  declare fellOverdue: CreationOptional<number>;
  declare cured: CreationOptional<number>;
  declare reclassified: CreationOptional<number>;
  declare changesHash: string;
  declare startedAt: string;
  declare finishedAt: string | null;
  declare version: CreationOptional<number>;
  declare compensationsSeen: CreationOptional<number>;
  declare recoveriesSeen: CreationOptional<number>;

  static initialise(sequelize: Sequelize): void {
    DailyClose.init(
      {
        id: id(),
        businessDate: day(),
        state: code(16),
        rulesHash: sha256(),
        reachedLoanId: looseId(),
        loansSeen: looseId(),
        repaymentsSeen: looseId(),
        eventsSeen: looseId(),
        bankClassesSeen: looseId(),
        examinedLoans: withDefault(count(), 0),
        fellOverdue: withDefault(count(), 0),
        cured: withDefault(count(), 0),
        reclassified: withDefault(count(), 0),
        changesHash: sha256(),
        startedAt: instant(),
        finishedAt: optional(instant()),
        version: withDefault(count(), 0),
        compensationsSeen: withDefault(looseId(), 0),
        recoveriesSeen: withDefault(looseId(), 0),
      },
      { sequelize, tableName: 'daily_closes' },
    );
  }
}
