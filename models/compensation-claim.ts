import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { Fen } from '../server/core/money.js';
import type { CompensationClaimState } from '../server/core/states/compensation-claim-states.js';
import {
  code,
  count,
  day,
  fenColumn,
  foreignKey,
  id,
  instant,
  longText,
  looseId,
  optional,
  sha256,
  withDefault,
} from './columns.js';

/** A bank’s claim on the guarantor of an overdue loan. What the row says of amounts is what `contentJson` says. */
export class CompensationClaim extends Model<
  InferAttributes<CompensationClaim>,
  InferCreationAttributes<CompensationClaim>
> {
  declare id: CreationOptional<number>;
  declare number: string;
  declare loanId: number;
  declare liveLoanId: number | null;
  declare bankOrganisationId: number;
  declare guarantorOrganisationId: number;
  declare guaranteeId: number;
  declare agreementId: number | null;
  declare state: CompensationClaimState;
  declare round: number;
  declare pastDueSince: BusinessDate;
  declare claimableFrom: BusinessDate;
  declare claimBy: BusinessDate;
  declare cutOffOn: BusinessDate;
  declare submittedOn: BusinessDate | null;
  declare principalFen: Fen;
  declare interestFen: Fen;
  declare claimedFen: Fen;
  declare compensationFen: Fen;
  declare contentJson: string;
  declare contentHash: string;
  declare createdAt: string;
  declare updatedAt: string;
  declare version: CreationOptional<number>;

  static initialise(sequelize: Sequelize): void {
    CompensationClaim.init(
      {
        id: id(),
        number: code(48),
        loanId: foreignKey('loans'),
        liveLoanId: optional(looseId()),
        bankOrganisationId: foreignKey('organisations'),
        guarantorOrganisationId: foreignKey('organisations'),
        guaranteeId: foreignKey('guarantees'),
        agreementId: optional(foreignKey('cooperation_agreements')),
        state: code(16),
        round: count(),
        pastDueSince: day(),
        claimableFrom: day(),
        claimBy: day(),
        cutOffOn: day(),
        submittedOn: optional(day()),
        principalFen: fenColumn(),
        interestFen: fenColumn(),
        claimedFen: fenColumn(),
        compensationFen: fenColumn(),
        contentJson: longText(),
        contentHash: sha256(),
        createdAt: instant(),
        updatedAt: instant(),
        version: withDefault(count(), 0),
      },
      { sequelize, tableName: 'compensation_claims' },
    );
  }
}
