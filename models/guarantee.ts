import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { Fen } from '../server/core/money.js';
import type { Rate } from '../server/core/rate.js';
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
  rateColumn,
  reference,
  withDefault,
} from './columns.js';

/** The promise of a guarantor on one loan. */
export class Guarantee extends Model<InferAttributes<Guarantee>, InferCreationAttributes<Guarantee>> {
  declare id: CreationOptional<number>;
  declare number: string;
  declare applicationId: number | null;
  declare loanId: number | null;
  declare agreementId: number | null;
  declare bankOrganisationId: number;
  declare guarantorOrganisationId: number;
  declare guaranteedFen: Fen;
  declare balanceFen: Fen;
  declare feeRate: Rate;
  declare state: 'issued' | 'effective' | 'released' | 'cancelled' | 'compensated';
  declare issuedOn: BusinessDate;
  declare createdAt: string;
  declare version: CreationOptional<number>;

  static initialise(sequelize: Sequelize): void {
    Guarantee.init(
      {
        id: id(),
        number: reference(48),
        applicationId: optional(foreignKey('applications')),
        loanId: optional(looseId()),
        agreementId: optional(foreignKey('cooperation_agreements')),
        bankOrganisationId: foreignKey('organisations'),
        guarantorOrganisationId: foreignKey('organisations'),
        guaranteedFen: fenColumn(),
        balanceFen: fenColumn(),
        feeRate: rateColumn(),
        state: code(16),
        issuedOn: day(),
        createdAt: instant(),
        version: withDefault(count(), 0),
      },
      { sequelize, tableName: 'guarantees' },
    );
  }
}
