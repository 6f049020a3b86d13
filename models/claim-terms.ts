import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { BorrowerKind } from '../server/core/policy/subsidy-policy.js';
import type { Rate } from '../server/core/rate.js';
import { code, count, day, foreignKey, id, longText, optional, rateColumn } from './columns.js';

/** By which versions of the policy some lines of a claim were computed: those of loans of a kind, disbursed within these days. */
export class ClaimTerms extends Model<InferAttributes<ClaimTerms>, InferCreationAttributes<ClaimTerms>> {
  declare id: CreationOptional<number>;
  declare claimId: number;
  declare revision: number;
  /** Lines after this number, up to the other. */
  declare linesAfter: number;
  declare linesUpTo: number;
  declare borrowerKind: BorrowerKind;
  declare disbursedFrom: BusinessDate;
  /** The last day, within. */
  declare disbursedLastOn: BusinessDate;
  declare policyIdsJson: string;
  /** Null where the regime looks at none. */
  declare loanPrimeRate: Rate | null;

  static initialise(sequelize: Sequelize): void {
    ClaimTerms.init(
      {
        id: id(),
        claimId: foreignKey('subsidy_claims'),
        revision: count(),
        linesAfter: count(),
        linesUpTo: count(),
        borrowerKind: code(16),
        disbursedFrom: day(),
        disbursedLastOn: day(),
        policyIdsJson: longText(),
        loanPrimeRate: optional(rateColumn()),
      },
      { sequelize, tableName: 'claim_terms' },
    );
  }
}
