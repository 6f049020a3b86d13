import { Document } from '../../models/document.js';
import { DocumentFile } from '../../models/document-file.js';
import { findRow, findRows, type Row } from '../../models/rows.js';
import { can } from '../auth/permissions.js';
import type { Actor, Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import {
  DOCUMENT_KINDS,
  isSubjectPaper,
  type DocumentKind,
  type DocumentSubject,
  type SubjectPaperKind,
} from '../core/papers/document-kinds.js';
import { sha256 } from '../hashing.js';
import { assertSubjectVisible } from './assert-subject-visible.js';
import { openFacts } from './open-facts.js';

/** An issued paper as a list shows it. */
export interface ListedDocument {
  readonly document: Row<Document>;
  /** Null while its file is being made. */
  readonly file: Row<DocumentFile> | null;
  /** Whether a later revision counts. */
  readonly superseded: boolean;
}

/** The kinds of paper about a subject that a role may have issued. */
export const issuableKinds = (actor: Actor, subject: DocumentSubject): SubjectPaperKind[] =>
  (Object.keys(DOCUMENT_KINDS) as DocumentKind[])
    .filter(isSubjectPaper)
    .filter((kind) => DOCUMENT_KINDS[kind].subject === subject && can(actor.role, `${kind}.issue`));

/** Whether a role may read any paper about such a subject. */
export const readsPapersAbout = ({ role }: Actor, subject: DocumentSubject): boolean =>
  can(role, 'document.read') &&
  (Object.keys(DOCUMENT_KINDS) as DocumentKind[]).some(
    (kind) => DOCUMENT_KINDS[kind].subject === subject && can(role, `${kind}.read`),
  );

/** The papers about a subject that the actor may read, the newest first. Fails: not-found. */
export async function findDocuments(
  { actor }: Context,
  subjectKind: DocumentSubject,
  subjectId: number,
): Promise<ListedDocument[]> {
  await assertSubjectVisible(actor, subjectKind, subjectId);
  const documents = await findRows(Document, { where: { subjectKind, subjectId }, order: [['id', 'DESC']] });
  const readable = documents.filter(({ kind }) => can(actor.role, `${kind}.read`));
  const files = await findRows(DocumentFile, { where: { documentId: readable.map(({ id }) => id) } });
  return readable.map((document) => ({
    document,
    file: files.find(({ documentId }) => documentId === document.id) ?? null,
    superseded: documents.some(
      ({ kind, edition, revision }) =>
        kind === document.kind && edition === document.edition && revision > document.revision,
    ),
  }));
}

/** One paper. Fails: not-found, also for one whose kind the actor may not read. */
export async function findDocument({ actor }: Context, documentId: number): Promise<ListedDocument> {
  const document = await findRow(Document, { where: { id: documentId } });
  if (!document || !can(actor.role, `${document.kind}.read`)) throw new DomainError('not-found');
  const { kind, subjectKind, subjectId, edition, revision } = document;
  await assertSubjectVisible(actor, subjectKind, subjectId);
  const later = await findRow(Document, {
    where: { kind, subjectKind, subjectId, edition, revision: { '>': revision } },
  });
  return {
    document,
    file: await findRow(DocumentFile, { where: { documentId } }),
    superseded: later !== null,
  };
}

/** The signed file of a paper, still as it was stored. Fails: not-found, erased. */
export async function readDocumentFile(
  context: Context,
  documentId: number,
): Promise<{ readonly document: Row<Document>; readonly bytes: Uint8Array }> {
  const { document, file } = await findDocument(context, documentId);
  if (!file) throw new DomainError('not-found');
  openFacts(context.system, document);
  const bytes = await context.system.files.read(file.storedName);
  if (sha256(bytes) !== file.sha256) throw new Error(`Document ${documentId} is not what was stored`);
  return { document, bytes };
}
