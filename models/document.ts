import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { DocumentKind, DocumentSubject } from '../server/core/papers/document-kinds.js';
import { code, count, foreignKey, id, instant, longText, looseId, sha256 } from './columns.js';

/**
 * A fact: a paper was issued about a subject. Of one kind, subject and edition the highest revision counts; another one is issued only when
 * the facts have changed. The file follows from the facts and this row alone.
 */
export class Document extends Model<InferAttributes<Document>, InferCreationAttributes<Document>> {
  declare id: CreationOptional<number>;
  declare number: string;
  declare verificationCode: string;
  declare kind: DocumentKind;
  declare subjectKind: DocumentSubject;
  declare subjectId: number;
  declare edition: string;
  declare revision: number;
  declare organisationId: number;
  declare factsCipher: string;
  declare factsHash: string;
  declare publicJson: string;
  declare issuedByUserId: number;
  declare issuedAt: string;

  static initialise(sequelize: Sequelize): void {
    Document.init(
      {
        id: id(),
        number: code(24),
        verificationCode: code(32),
        kind: code(32),
        subjectKind: code(32),
        subjectId: looseId(),
        edition: code(16),
        revision: count(),
        organisationId: foreignKey('organisations'),
        factsCipher: longText(),
        factsHash: sha256(),
        publicJson: longText(),
        issuedByUserId: foreignKey('users'),
        issuedAt: instant(),
      },
      { sequelize, tableName: 'documents' },
    );
  }
}
