import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { Fen } from '../server/core/money.js';
import {
  code,
  count,
  day,
  fenColumn,
  foreignKey,
  id,
  longText,
  looseId,
  optional,
  reference,
} from './columns.js';

/** One loan in a claim: the subsidy of a period, or the adjustment of an earlier one. */
export class SubsidyLine extends Model<InferAttributes<SubsidyLine>, InferCreationAttributes<SubsidyLine>> {
  declare id: CreationOptional<number>;
  declare claimId: number;
  declare lineNumber: number;
  declare kind: 'period' | 'adjustment';
  declare loanId: number | null;
  declare contractNumber: string;
  declare quarter: string;
  declare periodFrom: BusinessDate;
  declare periodUntil: BusinessDate;
  declare subsidisedDays: number;
  declare interestFen: Fen;
  declare subsidyFen: Fen;
  declare segmentsJson: string;
  declare policyId: string;
  declare reason: string | null;
  declare adjustsLineId: number | null;
  /** Of a line that is taken off the subsidy for an earlier demand. */
  declare clawbackCaseId: CreationOptional<number | null>;

  static initialise(sequelize: Sequelize): void {
    SubsidyLine.init(
      {
        id: id(),
        claimId: foreignKey('subsidy_claims'),
        lineNumber: count(),
        kind: code(16),
        loanId: optional(foreignKey('loans')),
        contractNumber: reference(64),
        quarter: code(6),
        periodFrom: day(),
        periodUntil: day(),
        subsidisedDays: count(),
        interestFen: fenColumn(),
        subsidyFen: fenColumn(),
        segmentsJson: longText(),
        policyId: code(96),
        reason: optional(longText()),
        adjustsLineId: optional(looseId()),
        clawbackCaseId: optional(looseId()),
      },
      { sequelize, tableName: 'subsidy_lines' },
    );
  }
}
