import { Model, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { ClaimCause } from '../server/core/claim-check/claim-causes.js';
import type { Fen } from '../server/core/money.js';
import type { Rate } from '../server/core/rate.js';
import {
  code,
  count,
  day,
  fenColumn,
  foreignKey,
  keyed,
  longText,
  looseId,
  optional,
  rateColumn,
  reference,
} from './columns.js';

/** A fact: what a bank asked for in one line of an imported claim, what it comes to, and why the two differ. */
export class ClaimedLine extends Model<InferAttributes<ClaimedLine>, InferCreationAttributes<ClaimedLine>> {
  declare claimId: number;
  declare revision: number;
  declare lineNumber: number;
  declare fileLine: number;
  declare contractNumber: string;
  declare loanId: number | null;
  declare principalFen: Fen;
  declare annualRate: Rate;
  declare periodFrom: BusinessDate;
  declare periodUntil: BusinessDate;
  declare days: number;
  declare claimedFen: Fen;
  declare computedFen: Fen;
  declare cause: ClaimCause;
  declare evidenceJson: string | null;

  static initialise(sequelize: Sequelize): void {
    ClaimedLine.init(
      {
        claimId: keyed(foreignKey('subsidy_claims')),
        revision: keyed(count()),
        lineNumber: keyed(count()),
        fileLine: count(),
        contractNumber: reference(64),
        loanId: optional(looseId()),
        principalFen: fenColumn(),
        annualRate: rateColumn(),
        periodFrom: day(),
        periodUntil: day(),
        days: count(),
        claimedFen: fenColumn(),
        computedFen: fenColumn(),
        cause: code(24),
        evidenceJson: optional(longText()),
      },
      { sequelize, tableName: 'claimed_lines' },
    );
  }
}
