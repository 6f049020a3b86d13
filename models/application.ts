import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BorrowerCategory } from '../server/core/borrower-categories.js';
import type { BusinessDate } from '../server/core/business-date.js';
import type { DayCountBasis } from '../server/core/day-count.js';
import type { RepaymentMethod } from '../server/core/instalment.js';
import type { Fen } from '../server/core/money.js';
import type { Rate } from '../server/core/rate.js';
import type { ApplicationState } from '../server/core/states/application-states.js';
import {
  cipher,
  code,
  count,
  day,
  fenColumn,
  flag,
  foreignKey,
  id,
  instant,
  looseId,
  optional,
  rateColumn,
  sha256,
  text,
  withDefault,
} from './columns.js';

/** A request for a loan. The whole form is one sealed document; the columns are what lists and scope need. */
export class Application extends Model<InferAttributes<Application>, InferCreationAttributes<Application>> {
  declare id: CreationOptional<number>;
  declare number: string;
  declare state: ApplicationState;
  declare borrowerKind: 'individual' | 'partnership' | 'enterprise';
  declare borrowerCategory: BorrowerCategory | null;
  declare borrowerId: number | null;
  declare applicantUserId: number | null;
  declare filedByUserId: number;
  declare stationOrganisationId: number | null;
  declare districtOrganisationId: number | null;
  declare bankOrganisationId: number | null;
  declare guarantorOrganisationId: number | null;
  declare applicantName: string | null;
  declare requestedFen: Fen | null;
  declare termMonths: number | null;
  declare repaymentMethod: RepaymentMethod | null;
  declare appliedOn: BusinessDate | null;
  declare submittedAt: string | null;
  declare confirmedAt: string | null;
  declare closedAt: string | null;
  declare contentCipher: string;
  declare contentHash: string;
  declare approvedFen: Fen | null;
  declare approvedRate: Rate | null;
  declare approvedTermMonths: number | null;
  declare dayCountBasis: DayCountBasis | null;
  declare creditOutcome: string | null;
  declare guaranteeOutcome: string | null;
  declare createdAt: string;
  declare updatedAt: string;
  declare version: CreationOptional<number>;
  /** Whether its stages run on the shorter clocks of the fast lane. */
  declare fastLaneFlag: CreationOptional<number>;
  /** When the personal data of it were erased, their retention being over. */
  declare erasedAt: CreationOptional<string | null>;

  static initialise(sequelize: Sequelize): void {
    Application.init(
      {
        id: id(),
        number: code(24),
        state: code(32),
        borrowerKind: code(16),
        borrowerCategory: optional(code(48)),
        borrowerId: optional(foreignKey('borrowers')),
        applicantUserId: optional(foreignKey('users')),
        filedByUserId: foreignKey('users'),
        stationOrganisationId: optional(looseId()),
        districtOrganisationId: optional(looseId()),
        bankOrganisationId: optional(looseId()),
        guarantorOrganisationId: optional(looseId()),
        applicantName: optional(text(128)),
        requestedFen: optional(fenColumn()),
        termMonths: optional(count()),
        repaymentMethod: optional(code(24)),
        appliedOn: optional(day()),
        submittedAt: optional(instant()),
        confirmedAt: optional(instant()),
        closedAt: optional(instant()),
        contentCipher: cipher(),
        contentHash: sha256(),
        approvedFen: optional(fenColumn()),
        approvedRate: optional(rateColumn()),
        approvedTermMonths: optional(count()),
        dayCountBasis: optional(count()),
        creditOutcome: optional(code(16)),
        guaranteeOutcome: optional(code(16)),
        createdAt: instant(),
        updatedAt: instant(),
        version: withDefault(count(), 0),
        fastLaneFlag: withDefault(flag(), 0),
        erasedAt: optional(instant()),
      },
      { sequelize, tableName: 'applications' },
    );
  }
}
