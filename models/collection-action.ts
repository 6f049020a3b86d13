import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { CollectionKind, CollectionOutcome } from '../server/core/collection.js';
import type { Fen } from '../server/core/money.js';
import { code, day, fenColumn, foreignKey, id, instant, optional, text } from './columns.js';

/** A fact: a bank or guarantor approached an overdue borrower. A correction is another entry that names the first. */
export class CollectionAction extends Model<
  InferAttributes<CollectionAction>,
  InferCreationAttributes<CollectionAction>
> {
  declare id: CreationOptional<number>;
  declare loanId: number;
  declare organisationId: number;
  declare kind: CollectionKind;
  declare actedOn: BusinessDate;
  declare outcome: CollectionOutcome;
  declare note: string | null;
  declare promisedFen: Fen | null;
  declare promisedOn: BusinessDate | null;
  declare nextStep: string | null;
  declare nextStepOn: BusinessDate | null;
  declare correctsActionId: number | null;
  declare recordedByUserId: number;
  declare recordedAt: string;

  static initialise(sequelize: Sequelize): void {
    CollectionAction.init(
      {
        id: id(),
        loanId: foreignKey('loans'),
        organisationId: foreignKey('organisations'),
        kind: code(16),
        actedOn: day(),
        outcome: code(16),
        note: optional(text(500)),
        promisedFen: optional(fenColumn()),
        promisedOn: optional(day()),
        nextStep: optional(text(200)),
        nextStepOn: optional(day()),
        correctsActionId: optional(foreignKey('collection_actions')),
        recordedByUserId: foreignKey('users'),
        recordedAt: instant(),
      },
      { sequelize, tableName: 'collection_actions' },
    );
  }
}
