import { DocumentFile } from '../../models/document-file.js';
import { Document } from '../../models/document.js';
import { findRows, updateRows } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { System } from '../context.js';
import type { DocumentSubject } from '../core/papers/document-kinds.js';
import { ERASED } from '../core/erased.js';
import { sealedMark } from './erase-rows.js';

/**
 * Erases what papers about these subjects say. Number, hash and what a verification confirms stay: whoever holds a paper can still have it
 * confirmed. Returns the names of the signed files.
 */
export async function erasePapersAbout(
  system: System,
  { transaction }: UnitOfWork,
  subjectKind: DocumentSubject,
  subjectIds: readonly number[],
): Promise<string[]> {
  if (subjectIds.length === 0) return [];
  const papers = await findRows(Document, { where: { subjectKind, subjectId: subjectIds }, transaction });
  const documentId = papers.map(({ id }) => id);
  const factsCipher = sealedMark(system, Document, 'factsCipher', JSON.stringify(ERASED));
  await updateRows(Document, { factsCipher }, { id: documentId }, transaction);
  const files = await findRows(DocumentFile, { where: { documentId }, transaction });
  return files.map(({ storedName }) => storedName);
}
