import Joi from 'joi';
import {
  DOCUMENT_KINDS,
  PUBLIC_FACTS,
  type DocumentKind,
  isSubjectPaper,
  type DocumentSubject,
  type SubjectPaperKind,
} from '../../../server/core/papers/document-kinds.js';
import { hash, id, instant, subsidyQuarter } from '../../fields.js';

const required = <T = object>(keys: Joi.SchemaMap): Joi.ObjectSchema<T> =>
  Joi.object<T>(keys).prefs({ presence: 'required' });

const KINDS = Object.keys(DOCUMENT_KINDS) as DocumentKind[];
const kind = () => Joi.string().valid(...KINDS);
const issuable = () => Joi.string().valid(...KINDS.filter(isSubjectPaper));
const subjectKind = () =>
  Joi.string().valid(...new Set(Object.values(DOCUMENT_KINDS).map(({ subject }) => subject)));

export interface DocumentParams {
  readonly documentId: string;
}
export const documentParams = required<DocumentParams>({ documentId: id() });

export interface DocumentsQuery {
  readonly subjectKind: DocumentSubject;
  readonly subjectId: string;
}
export const documentsQuery = required<DocumentsQuery>({ subjectKind: subjectKind(), subjectId: id() });

export interface IssueBody {
  readonly kind: SubjectPaperKind;
  readonly subjectId: string;
  readonly quarter?: string;
  readonly period?: string;
}
export const issueBody = Joi.object<IssueBody>({
  kind: issuable().required(),
  subjectId: id().required().description('The loan, application, claim or run that the paper is about.'),
  quarter: subsidyQuarter().description('The quarter of a subsidy statement; it must be over.'),
  period: Joi.string()
    .pattern(/^20\d\d(?:-\d\d|H[12])$/, 'period')
    .description('The month or half-year of a report; it must be over.')
    .example('2025-06'),
}).required();

const CODE = /^[0-9A-Za-z -]{8,40}$/;

export interface VerificationParams {
  readonly code: string;
}
export const verificationParams = required<VerificationParams>({
  code: Joi.string()
    .pattern(CODE, 'code')
    .description('As it stands on the paper; spaces, hyphens and small letters do no harm.')
    .example('7QK4M9XWB2HTP6RZ'),
});

export interface VerificationQuery {
  readonly sha256?: string;
}
export const verificationQuery = Joi.object<VerificationQuery>({
  sha256: Joi.string()
    .pattern(/^[0-9a-fA-F]{64}$/, 'hash')
    .description('SHA-256 of a file that is to be compared with the one issued.')
    .example('0'.repeat(64)),
});

const label = () => required({ zh: Joi.string(), en: Joi.string() });

const view = {
  documentId: id(),
  number: Joi.string(),
  kind: kind(),
  title: label(),
  subjectKind: subjectKind(),
  subjectId: id(),
  edition: Joi.string()
    .allow('')
    .description(
      'The quarter of a statement, a mark of what a report counts; empty where there is one at a time.',
    ),
  report: Joi.string().allow(null).description('Which report it is; null for all other papers.'),
  revision: Joi.number().integer().min(1),
  superseded: Joi.boolean().description('A later revision counts.'),
  issuedAt: instant(),
  verificationCode: Joi.string(),
  verifyAddress: Joi.string(),
  sha256: hash().allow(null).description('Null while the file is being made.'),
  sizeBytes: Joi.number().integer().min(1).allow(null),
};
export const documentReply = required(view);
export const documentsReply = required({
  items: Joi.array().items(documentReply),
  issuable: Joi.array().items(issuable()).description('What the caller may have issued about this subject.'),
});

export const verificationReply = required({
  number: Joi.string(),
  kind: kind(),
  title: label(),
  organisationName: Joi.string(),
  revision: Joi.number().integer().min(1),
  superseded: Joi.boolean(),
  issuedAt: instant(),
  sha256: hash(),
  fileMatches: Joi.boolean().allow(null).description('Null when no hash was asked about.'),
  facts: Joi.array().items(
    required({ name: Joi.string().valid(...Object.keys(PUBLIC_FACTS)), label: label(), value: Joi.string() }),
  ),
});
