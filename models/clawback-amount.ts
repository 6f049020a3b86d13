import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { Fen } from '../server/core/money.js';
import { code, fenColumn, foreignKey, id, longText, looseId, optional } from './columns.js';

/** A fact: what of a quarter a demand wants back, and what the quarter comes to with the finding. */
export class ClawbackAmount extends Model<
  InferAttributes<ClawbackAmount>,
  InferCreationAttributes<ClawbackAmount>
> {
  declare id: CreationOptional<number>;
  declare caseId: number;
  declare loanId: number;
  declare quarter: string;
  declare paidFen: Fen;
  declare recomputedFen: Fen;
  declare amountFen: Fen;
  declare paidLineId: number | null;
  declare segmentsJson: string;

  static initialise(sequelize: Sequelize): void {
    ClawbackAmount.init(
      {
        id: id(),
        caseId: foreignKey('clawback_cases'),
        loanId: foreignKey('loans'),
        quarter: code(6),
        paidFen: fenColumn(),
        recomputedFen: fenColumn(),
        amountFen: fenColumn(),
        paidLineId: optional(looseId()),
        segmentsJson: longText(),
      },
      { sequelize, tableName: 'clawback_amounts' },
    );
  }
}
