import { Document } from '../../models/document.js';
import { DocumentFile } from '../../models/document-file.js';
import { Organisation } from '../../models/organisation.js';
import { findRow, type Row } from '../../models/rows.js';
import { DomainError } from '../core/errors.js';
import type { PublicFacts } from '../core/papers/document-kinds.js';
import { findLatest } from './find-latest.js';

/** What anybody who holds a paper's code is told of it: nothing personal. */
export interface DocumentVerification {
  readonly document: Pick<Row<Document>, 'number' | 'kind' | 'revision' | 'issuedAt' | 'verificationCode'>;
  readonly organisationName: string;
  readonly sha256: string;
  readonly facts: PublicFacts;
  /** A later revision counts. */
  readonly superseded: boolean;
  /** Whether a file of that hash is the one that was issued; null when none was asked about. */
  readonly fileMatches: boolean | null;
}

/** As people type it: small letters, groups, and the letters that are taken for figures. */
export const normaliseCode = (text: string): string =>
  text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');

/** Confirms a paper by its code, and a file by its SHA-256. Fails: not-found. */
export async function verifyDocument(code: string, fileHash?: string): Promise<DocumentVerification> {
  const document = await findRow(Document, { where: { verificationCode: normaliseCode(code) } });
  const file = document && (await findRow(DocumentFile, { where: { documentId: document.id } }));
  if (!document || !file) throw new DomainError('not-found');
  const organisation = await findRow(Organisation, { where: { id: document.organisationId } });
  const latest = await findLatest(document);
  return {
    document,
    organisationName: organisation?.name ?? '',
    sha256: file.sha256,
    facts: JSON.parse(document.publicJson) as PublicFacts,
    superseded: latest !== null && latest.revision > document.revision,
    fileMatches: fileHash === undefined ? null : fileHash.toLowerCase() === file.sha256,
  };
}
