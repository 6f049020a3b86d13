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
import type { IndustrySection } from '../server/core/industry-sections.js';
import type { RepaymentMethod } from '../server/core/instalment.js';
import type { Fen } from '../server/core/money.js';
import type { BorrowerKind } from '../server/core/policy/subsidy-policy.js';
import type { Rate } from '../server/core/rate.js';
import type { LoanState } from '../server/core/states/loan-states.js';
import {
  code,
  count,
  day,
  fenColumn,
  foreignKey,
  id,
  instant,
  longText,
  optional,
  rateColumn,
  reference,
  text,
  withDefault,
} from './columns.js';

/** A disbursed loan: its contract, and what has become of it so far. */
export class Loan extends Model<InferAttributes<Loan>, InferCreationAttributes<Loan>> {
  declare id: CreationOptional<number>;
  declare contractNumber: string;
  declare bankOrganisationId: number;
  declare districtOrganisationId: number;
  declare guarantorOrganisationId: number | null;
  declare applicationId: number | null;
  declare borrowerId: number;
  declare borrowerKind: BorrowerKind;
  declare borrowerCategory: BorrowerCategory | null;
  declare borrowerName: string;
  declare principalFen: Fen;
  declare contractRate: Rate;
  declare dayCountBasis: DayCountBasis;
  declare repaymentMethod: RepaymentMethod;
  declare termMonths: number;
  declare disbursedOn: BusinessDate;
  declare maturesOn: BusinessDate;
  declare extendedUntil: BusinessDate | null;
  declare outstandingFen: Fen;
  declare interestPaidFen: CreationOptional<Fen>;
  declare penaltyPaidFen: CreationOptional<Fen>;
  declare state: LoanState;
  declare settledOn: BusinessDate | null;
  declare origin: 'application' | 'take-over';
  declare flagsJson: string;
  declare controlBalanceFen: Fen | null;
  declare controlBalanceOn: BusinessDate | null;
  declare jobsToCreate: CreationOptional<number>;
  /** The section of GB/T 4754 that the application names; null where nobody said. */
  declare industry: CreationOptional<IndustrySection | null>;
  declare createdAt: string;
  declare updatedAt: string;
  declare version: CreationOptional<number>;
  /** When the personal data of it were erased, their retention being over. */
  declare erasedAt: CreationOptional<string | null>;

  static initialise(sequelize: Sequelize): void {
    Loan.init(
      {
        id: id(),
        contractNumber: reference(64),
        bankOrganisationId: foreignKey('organisations'),
        districtOrganisationId: foreignKey('organisations'),
        guarantorOrganisationId: optional(foreignKey('organisations')),
        applicationId: optional(foreignKey('applications')),
        borrowerId: foreignKey('borrowers'),
        borrowerKind: code(16),
        borrowerCategory: optional(code(48)),
        borrowerName: text(128),
        principalFen: fenColumn(),
        contractRate: rateColumn(),
        dayCountBasis: count(),
        repaymentMethod: code(24),
        termMonths: count(),
        disbursedOn: day(),
        maturesOn: day(),
        extendedUntil: optional(day()),
        outstandingFen: fenColumn(),
        interestPaidFen: withDefault(fenColumn(), 0),
        penaltyPaidFen: withDefault(fenColumn(), 0),
        state: code(16),
        settledOn: optional(day()),
        origin: code(16),
        flagsJson: longText(),
        controlBalanceFen: optional(fenColumn()),
        controlBalanceOn: optional(day()),
        jobsToCreate: withDefault(count(), 0),
        createdAt: instant(),
        updatedAt: instant(),
        version: withDefault(count(), 0),
        industry: optional(code(32)),
        erasedAt: optional(instant()),
      },
      { sequelize, tableName: 'loans' },
    );
  }
}
