import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { CompensationEvidenceKind } from '../server/core/compensation/evidence-kinds.js';
import { code, count, foreignKey, id, instant, sha256, text } from './columns.js';

/** A paper of a claim for compensation; the file itself lies in the file store under `storedName`. */
export class CompensationEvidence extends Model<
  InferAttributes<CompensationEvidence>,
  InferCreationAttributes<CompensationEvidence>
> {
  declare id: CreationOptional<number>;
  declare claimId: number;
  declare kind: CompensationEvidenceKind;
  declare fileName: string;
  declare storedName: string;
  declare mediaType: string;
  declare sizeBytes: number;
  declare sha256: string;
  declare uploadedByUserId: number;
  declare uploadedAt: string;

  static initialise(sequelize: Sequelize): void {
    CompensationEvidence.init(
      {
        id: id(),
        claimId: foreignKey('compensation_claims'),
        kind: code(32),
        fileName: text(255),
        storedName: code(64),
        mediaType: code(64),
        sizeBytes: count(),
        sha256: sha256(),
        uploadedByUserId: foreignKey('users'),
        uploadedAt: instant(),
      },
      { sequelize, tableName: 'compensation_evidence' },
    );
  }
}
