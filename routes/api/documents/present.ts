import type { System } from '../../../server/context.js';
import type { Bilingual } from '../../../server/core/bilingual.js';
import {
  DOCUMENT_KINDS,
  PUBLIC_FACTS,
  type DocumentKind,
  type PublicFacts,
} from '../../../server/core/papers/document-kinds.js';
import type { ListedDocument } from '../../../server/documents/find-documents.js';
import { verifyAddressOf } from '../../../server/documents/print-document.js';
import type { DocumentVerification } from '../../../server/documents/verify-document.js';

const titleOf = (kind: DocumentKind): Bilingual => ({
  zh: DOCUMENT_KINDS[kind].zh,
  en: DOCUMENT_KINDS[kind].en,
});

/** The title of a report, whose edition is only a mark. */
const reportIn = ({ kind, publicJson }: ListedDocument['document']): string | null =>
  kind === 'report-sheet' ? ((JSON.parse(publicJson) as PublicFacts).report ?? null) : null;

/** A paper as its readers find it; what it says is in its file. */
export const presentDocument = (system: System, { document, file, superseded }: ListedDocument) => ({
  documentId: String(document.id),
  number: document.number,
  kind: document.kind,
  title: titleOf(document.kind),
  subjectKind: document.subjectKind,
  subjectId: String(document.subjectId),
  edition: document.edition,
  report: reportIn(document),
  revision: document.revision,
  superseded,
  issuedAt: document.issuedAt,
  verificationCode: document.verificationCode,
  verifyAddress: verifyAddressOf(system, document.verificationCode),
  sha256: file?.sha256 ?? null,
  sizeBytes: file?.sizeBytes ?? null,
});

/** The name under which a paper is saved. */
export const fileNameOf = (document: ListedDocument['document']): string => {
  const { kind, number, edition } = document;
  const [name, part] =
    kind === 'report-sheet' ? [reportIn(document) ?? '', ''] : [DOCUMENT_KINDS[kind].zh, edition];
  return `${[name, part, number].filter((each) => each !== '').join('-')}.pdf`;
};

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
