import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { code, id, instant, looseId, optional, sha256 } from './columns.js';

/** A fact: a consent given to a text, or the withdrawal of one. */
export class Consent extends Model<InferAttributes<Consent>, InferCreationAttributes<Consent>> {
  declare id: CreationOptional<number>;
  declare userId: number | null;
  declare applicationId: number | null;
  declare kind: string;
  declare textVersion: string;
  declare textHash: string;
  declare givenAt: string;
  declare withdrawsConsentId: number | null;

  static initialise(sequelize: Sequelize): void {
    Consent.init(
      {
        id: id(),
        userId: optional(looseId()),
        applicationId: optional(looseId()),
        kind: code(32),
        textVersion: code(16),
        textHash: sha256(),
        givenAt: instant(),
        withdrawsConsentId: optional(looseId()),
      },
      { sequelize, tableName: 'consents' },
    );
  }
}
