import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { ImportKindName } from '../server/core/bank-files/import-kind-name.js';
import {
  code,
  count,
  foreignKey,
  id,
  instant,
  longText,
  looseId,
  optional,
  sha256,
  text,
  withDefault,
} from './columns.js';

/** A file of a bank that came in. The file itself lies sealed in the file store until the import has ended. */
export class Import extends Model<InferAttributes<Import>, InferCreationAttributes<Import>> {
  declare id: CreationOptional<number>;
  declare kind: ImportKindName;
  declare bankOrganisationId: number;
  declare period: string | null;
  declare fileName: string;
  declare storedName: string | null;
  declare sizeBytes: number;
  declare sha256: string;
  declare state: 'queued' | 'running' | 'done' | 'failed';
  declare rowCount: CreationOptional<number>;
  declare acceptedCount: CreationOptional<number>;
  declare unchangedCount: CreationOptional<number>;
  declare rejectedCount: CreationOptional<number>;
  declare progressPercent: CreationOptional<number>;
  declare headerJson: CreationOptional<string | null>;
  declare failureJson: CreationOptional<string | null>;
  declare sameAsImportId: number | null;
  declare subsidyClaimId: CreationOptional<number | null>;
  declare uploadedByUserId: number;
  declare requestId: string;
  declare createdAt: string;
  declare startedAt: CreationOptional<string | null>;
  declare endedAt: CreationOptional<string | null>;

  static initialise(sequelize: Sequelize): void {
    Import.init(
      {
        id: id(),
        kind: code(32),
        bankOrganisationId: foreignKey('organisations'),
        period: optional(code(6)),
        fileName: text(255),
        storedName: optional(code(64)),
        sizeBytes: count(),
        sha256: sha256(),
        state: code(16),
        rowCount: withDefault(count(), 0),
        acceptedCount: withDefault(count(), 0),
        unchangedCount: withDefault(count(), 0),
        rejectedCount: withDefault(count(), 0),
        progressPercent: withDefault(count(), 0),
        headerJson: optional(longText()),
        failureJson: optional(longText()),
        sameAsImportId: optional(looseId()),
        subsidyClaimId: optional(looseId()),
        uploadedByUserId: foreignKey('users'),
        requestId: code(36),
        createdAt: instant(),
        startedAt: optional(instant()),
        endedAt: optional(instant()),
      },
      { sequelize, tableName: 'imports' },
    );
  }
}
