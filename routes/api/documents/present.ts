import type { System } from '../../../server/context.js';
import type { Bilingual } from '../../../server/core/bilingual.js';
import {
  DOCUMENT_KINDS,
  PUBLIC_FACTS,
  type DocumentKind,
} from '../../../server/core/papers/document-kinds.js';
import type { ListedDocument } from '../../../server/documents/find-documents.js';
import { verifyAddressOf } from '../../../server/documents/print-document.js';
import type { DocumentVerification } from '../../../server/documents/verify-document.js';

const titleOf = (kind: DocumentKind): Bilingual => ({
  zh: DOCUMENT_KINDS[kind].zh,
  en: DOCUMENT_KINDS[kind].en,
});

/** A paper as its readers find it; what it says is in its file. */
export const presentDocument = (system: System, { document, file, superseded }: ListedDocument) => ({
  documentId: String(document.id),
  number: document.number,
  kind: document.kind,
  title: titleOf(document.kind),
  subjectKind: document.subjectKind,
  subjectId: String(document.subjectId),
  edition: document.edition,
  revision: document.revision,
  superseded,
  issuedAt: document.issuedAt,
  verificationCode: document.verificationCode,
  verifyAddress: verifyAddressOf(system, document.verificationCode),
  sha256: file?.sha256 ?? null,
  sizeBytes: file?.sizeBytes ?? null,
});

/** The name under which a paper is saved. */
export const fileNameOf = ({
  kind,
  number,
  edition,
}: Pick<ListedDocument['document'], 'kind' | 'number' | 'edition'>): string =>
  `${[DOCUMENT_KINDS[kind].zh, edition, number].filter((part) => part !== '').join('-')}.pdf`;

/** What anybody with the code is told. */
export const presentVerification = ({
  document,
  organisationName,
  sha256,
  facts,
  superseded,
  fileMatches,
}: DocumentVerification) => ({
  number: document.number,
  kind: document.kind,
  title: titleOf(document.kind),
  organisationName,
  revision: document.revision,
  superseded,
  issuedAt: document.issuedAt,
  sha256,
  fileMatches,
  facts: (Object.keys(PUBLIC_FACTS) as (keyof typeof PUBLIC_FACTS)[]).flatMap((name) => {
    const value = facts[name];
    return value === undefined ? [] : [{ name, label: PUBLIC_FACTS[name], value }];
  }),
});
