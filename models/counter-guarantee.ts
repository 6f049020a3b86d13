import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { Fen } from '../server/core/money.js';
import { code, fenColumn, foreignKey, id, longText, looseId, optional, text } from './columns.js';

/** Security given to the guarantor, or why none is needed. */
export class CounterGuarantee extends Model<
  InferAttributes<CounterGuarantee>,
  InferCreationAttributes<CounterGuarantee>
> {
  declare id: CreationOptional<number>;
  declare applicationId: number;
  declare kind: 'guarantor' | 'collateral' | 'exemption';
  declare partyId: number | null;
  declare description: string | null;
  declare valueFen: Fen | null;
  declare exemptionBasis: string | null;

  static initialise(sequelize: Sequelize): void {
    CounterGuarantee.init(
      {
        id: id(),
        applicationId: foreignKey('applications'),
        kind: code(16),
        partyId: optional(looseId()),
        description: optional(longText()),
        valueFen: optional(fenColumn()),
        exemptionBasis: optional(text(255)),
      },
      { sequelize, tableName: 'counter_guarantees' },
    );
  }
}
