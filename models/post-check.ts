import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { PostCheckState } from '../server/core/states/post-check-states.js';
import {
  code,
  count,
  day,
  foreignKey,
  id,
  instant,
  longText,
  looseId,
  optional,
  withDefault,
} from './columns.js';

/** The guarantor's look at a loan whose guarantee arose with the bank's credit. */
export class PostCheck extends Model<InferAttributes<PostCheck>, InferCreationAttributes<PostCheck>> {
  declare id: CreationOptional<number>;
  declare guaranteeId: number;
  declare loanId: number;
  declare agreementId: number;
  declare bankOrganisationId: number;
  declare guarantorOrganisationId: number;
  declare state: PostCheckState;
  /** Why it was passed or objected to. */
  declare reason: string | null;
  declare makerUserId: number | null;
  declare checkerUserId: number | null;
  declare openedOn: BusinessDate;
  declare closedOn: BusinessDate | null;
  declare createdAt: string;
  declare updatedAt: string;
  declare version: CreationOptional<number>;

  static initialise(sequelize: Sequelize): void {
    PostCheck.init(
      {
        id: id(),
        guaranteeId: foreignKey('guarantees'),
        loanId: foreignKey('loans'),
        agreementId: foreignKey('cooperation_agreements'),
        bankOrganisationId: foreignKey('organisations'),
        guarantorOrganisationId: foreignKey('organisations'),
        state: code(16),
        reason: optional(longText()),
        makerUserId: optional(looseId()),
        checkerUserId: optional(looseId()),
        openedOn: day(),
        closedOn: optional(day()),
        createdAt: instant(),
        updatedAt: instant(),
        version: withDefault(count(), 0),
      },
      { sequelize, tableName: 'post_checks' },
    );
  }
}
