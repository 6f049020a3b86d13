import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { ObjectionEffect } from '../server/core/approval-mode.js';
import type { Fen } from '../server/core/money.js';
import type { Rate } from '../server/core/rate.js';
import type { CooperationAgreementState } from '../server/core/states/cooperation-agreement-states.js';
import {
  basisPoints,
  code,
  count,
  day,
  fenColumn,
  flag,
  foreignKey,
  id,
  instant,
  longText,
  looseId,
  optional,
  rateColumn,
  reference,
  withDefault,
} from './columns.js';

/** What a bank and a guarantor have agreed: shares, limits, dates. */
export class CooperationAgreement extends Model<
  InferAttributes<CooperationAgreement>,
  InferCreationAttributes<CooperationAgreement>
> {
  declare id: CreationOptional<number>;
  declare number: string;
  declare bankOrganisationId: number;
  declare guarantorOrganisationId: number;
  declare state: CooperationAgreementState;
  declare startsOn: BusinessDate;
  declare endsOn: BusinessDate;
  declare exposureLimitFen: Fen;
  declare singleLoanLimitFen: Fen;
  declare approvalMode: string;
  declare interestCoveredFlag: number;
  declare makerUserId: number | null;
  declare checkerUserId: number | null;
  declare createdAt: string;
  declare version: CreationOptional<number>;
  /** Days before its end of the last notice that was given of it: 90, 60 or 30. */
  declare renewalNoticeDays: CreationOptional<number | null>;
  /** What may be compensated under it in a calendar year; null: as much as is due. */
  declare compensationCapFen: CreationOptional<Fen | null>;
  /** Whether money recovered pays the costs of recovery before the bearers of the risk. */
  declare costsFirstFlag: CreationOptional<number>;
  /** Who consents to a compensation beside the municipality; null: nobody. For a fund the policy says. */
  declare consentsJson: CreationOptional<string | null>;
  /** The yearly fee of guarantees that arise with the bank's credit. */
  declare agreedFeeRate: CreationOptional<Rate>;
  /** What an objection after disbursement leads to, where the bank decides alone. */
  declare objectionEffect: CreationOptional<ObjectionEffect | null>;
  /** What may be compensated of all that is guaranteed under a batch. */
  declare batchCapBasisPoints: CreationOptional<number | null>;

  static initialise(sequelize: Sequelize): void {
    CooperationAgreement.init(
      {
        id: id(),
        number: reference(48),
        bankOrganisationId: foreignKey('organisations'),
        guarantorOrganisationId: foreignKey('organisations'),
        state: code(16),
        startsOn: day(),
        endsOn: day(),
        exposureLimitFen: fenColumn(),
        singleLoanLimitFen: fenColumn(),
        approvalMode: code(24),
        interestCoveredFlag: flag(),
        makerUserId: optional(looseId()),
        checkerUserId: optional(looseId()),
        createdAt: instant(),
        version: withDefault(count(), 0),
        renewalNoticeDays: optional(count()),
        compensationCapFen: optional(fenColumn()),
        costsFirstFlag: withDefault(flag(), 0),
        consentsJson: optional(longText()),
        agreedFeeRate: withDefault(rateColumn(), 0),
        objectionEffect: optional(code(16)),
        batchCapBasisPoints: optional(basisPoints()),
      },
      { sequelize, tableName: 'cooperation_agreements' },
    );
  }
}
