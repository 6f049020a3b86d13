import type { Transaction } from 'sequelize';
import { Document } from '../../models/document.js';
import { findRow, type Row } from '../../models/rows.js';
import { DOCUMENT_KINDS } from '../core/papers/document-kinds.js';

/** The latest revision of a kind of paper about a subject. */
export function findLatest(
  { kind, subjectId, edition }: Pick<Row<Document>, 'kind' | 'subjectId' | 'edition'>,
  transaction?: Transaction,
): Promise<Row<Document> | null> {
  const where = { kind, subjectKind: DOCUMENT_KINDS[kind].subject, subjectId, edition };
  return findRow(Document, { where, order: [['revision', 'DESC']], transaction });
}
