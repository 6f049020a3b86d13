import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { code, count, foreignKey, id, instant, sha256 } from './columns.js';

/** A fact: the signed file of a paper lies in the file store. It is never made again. */
export class DocumentFile extends Model<
  InferAttributes<DocumentFile>,
  InferCreationAttributes<DocumentFile>
> {
  declare id: CreationOptional<number>;
  declare documentId: number;
  declare storedName: string;
  declare sizeBytes: number;
  declare sha256: string;
  declare storedAt: string;

  static initialise(sequelize: Sequelize): void {
    DocumentFile.init(
      {
        id: id(),
        documentId: foreignKey('documents'),
        storedName: code(64),
        sizeBytes: count(),
        sha256: sha256(),
        storedAt: instant(),
      },
      { sequelize, tableName: 'document_files' },
    );
  }
}
