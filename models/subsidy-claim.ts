import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { Fen } from '../server/core/money.js';
import type { SubsidyClaimState } from '../server/core/states/subsidy-claim-states.js';
import {
  code,
  count,
  day,
  fenColumn,
  foreignKey,
  id,
  instant,
  looseId,
  optional,
  sha256,
  withDefault,
} from './columns.js';

/** The subsidy that a bank claims for a quarter. */
export class SubsidyClaim extends Model<
  InferAttributes<SubsidyClaim>,
  InferCreationAttributes<SubsidyClaim>
> {
  declare id: CreationOptional<number>;
  declare number: string;
  declare bankOrganisationId: number;
  declare quarter: string;
  declare sequence: number;
  declare state: SubsidyClaimState;
  declare lineCount: number;
  declare interestFen: Fen;
  declare subsidyFen: Fen;
  declare contentHash: string | null;
  declare builtByUserId: number;
  declare submittedByUserId: number | null;
  declare verifiedByUserId: number | null;
  declare approvedByUserId: number | null;
  declare fundedByUserId: number | null;
  declare paidByUserId: number | null;
  declare paidOn: BusinessDate | null;
  declare createdAt: string;
  declare updatedAt: string;
  declare version: CreationOptional<number>;
  declare revision: CreationOptional<number>;
  declare claimedFen: CreationOptional<Fen | null>;
  declare sourceHash: CreationOptional<string | null>;

  static initialise(sequelize: Sequelize): void {
    SubsidyClaim.init(
      {
        id: id(),
        number: code(48),
        bankOrganisationId: foreignKey('organisations'),
        quarter: code(6),
        sequence: count(),
        state: code(16),
        lineCount: count(),
        interestFen: fenColumn(),
        subsidyFen: fenColumn(),
        contentHash: optional(sha256()),
        builtByUserId: looseId(),
        submittedByUserId: optional(looseId()),
        verifiedByUserId: optional(looseId()),
        approvedByUserId: optional(looseId()),
        fundedByUserId: optional(looseId()),
        paidByUserId: optional(looseId()),
        paidOn: optional(day()),
        createdAt: instant(),
        updatedAt: instant(),
        version: withDefault(count(), 0),
        revision: withDefault(count(), 0),
        claimedFen: optional(fenColumn()),
        sourceHash: optional(sha256()),
      },
      { sequelize, tableName: 'subsidy_claims' },
    );
  }
}
