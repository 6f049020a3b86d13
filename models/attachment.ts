import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { code, count, foreignKey, id, instant, looseId, optional, sha256, text } from './columns.js';

/** A paper that was uploaded; the file itself lies in the file store under `storedName`. */
export class Attachment extends Model<InferAttributes<Attachment>, InferCreationAttributes<Attachment>> {
  declare id: CreationOptional<number>;
  declare applicationId: number;
  declare kind: string;
  declare fileName: string;
  declare storedName: string;
  declare mediaType: string;
  declare sizeBytes: number;
  declare sha256: string;
  declare uploadedByUserId: number;
  declare uploadedAt: string;
  declare removedAt: string | null;

  static initialise(sequelize: Sequelize): void {
    Attachment.init(
      {
        id: id(),
        applicationId: foreignKey('applications'),
        kind: code(32),
        fileName: text(255),
        storedName: code(64),
        mediaType: code(64),
        sizeBytes: count(),
        sha256: sha256(),
        uploadedByUserId: looseId(),
        uploadedAt: instant(),
        removedAt: optional(instant()),
      },
      { sequelize, tableName: 'attachments' },
    );
  }
}
