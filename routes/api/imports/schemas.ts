import Joi from 'joi';
import {
  BANK_FILE_KINDS,
  type BankFileKindName,
  type ImportKindName,
} from '../../../server/core/bank-files/import-kind-name.js';
import { ROW_PROBLEM_CODES } from '../../../server/core/bank-files/row-problem.js';
import { IMPORT_KINDS } from '../../../server/imports/import-kinds.js';
import {
  id,
  instant,
  organisationCode,
  pageOf,
  pageQuery,
  required,
  subsidyQuarter,
  type PageQuery,
} from '../../fields.js';

const kind = (): Joi.StringSchema =>
  Joi.string()
    .valid(...IMPORT_KINDS.map(({ name }) => name))
    .example('portfolio');

export interface ImportBody {
  readonly kind: BankFileKindName;
  readonly bankCode?: string;
  readonly period?: string;
}
export const importBody = Joi.object<ImportBody>({
  kind: Joi.string()
    .valid(...BANK_FILE_KINDS)
    .example('portfolio')
    .required(),
  bankCode: organisationCode().description('Whose file it is: the municipal centre names the bank.'),
  period: subsidyQuarter().description('The subsidy quarter: for subsidy-claim, and for nothing else.'),
});

export interface ImportParams {
  readonly importId: string;
}
export const importParams = Joi.object<ImportParams>({ importId: id().required() });

export interface ImportsQuery extends PageQuery {
  readonly kind?: ImportKindName;
  readonly bankOrganisationId?: string;
}
export const importsQuery = Joi.object<ImportsQuery>({
  ...pageQuery,
  kind: kind(),
  bankOrganisationId: id(),
});

const count = (): Joi.NumberSchema => Joi.number().integer().min(0);

export const importReply = required({
  id: id(),
  kind: kind(),
  status: Joi.string().valid('queued', 'running', 'done', 'failed'),
  rows: count().description('Rows read so far; accepted + unchanged + rejected.'),
  accepted: count(),
  rejected: count(),
  unchanged: count().description('Known before with the same content; nothing was written.'),
  subsidyClaimId: id().allow(null).description('The claim that the rows went to.'),
  progressPercent: count().max(100),
  period: Joi.string().allow(null),
  bankOrganisationId: id().description('Whose file it is: the bank; the centre for a roster.'),
  fileName: Joi.string(),
  sizeBytes: count(),
  sha256: Joi.string().length(64),
  sameAsImportId: id().allow(null).description('An earlier import of the very same file that went through.'),
  ignoredColumns: Joi.array().items(Joi.string().allow('')).description('Columns that mean nothing here.'),
  failure: required({ code: Joi.string(), title: Joi.string(), detail: Joi.string() })
    .allow(null)
    .description('Why the file as a whole could not be read to its end; rows counted before are in store.'),
  createdAt: instant(),
  startedAt: instant().allow(null),
  endedAt: instant().allow(null),
});
export const importsReply = pageOf(importReply);

export interface RowsQuery extends PageQuery {
  readonly outcome: 'rejected';
}
export const rowsQuery = Joi.object<RowsQuery>({
  ...pageQuery,
  outcome: Joi.string().valid('rejected').default('rejected'),
});

const problem = {
  column: Joi.string()
    .allow(null)
    .description('Header of the column; null where the row as a whole is meant.'),
  code: Joi.string().valid(...ROW_PROBLEM_CODES),
  message: Joi.string().description('What is wrong and how to mend it.'),
};
export const rowsReply = pageOf(
  required({
    line: count().description('Line of the file; the header is line 1.'),
    ...problem,
    furtherProblems: Joi.array().items(required(problem)).description('What else is wrong with the row.'),
  }),
);

export interface RejectedFileQuery {
  readonly format: 'csv' | 'xlsx';
}
export const rejectedFileQuery = Joi.object<RejectedFileQuery>({
  format: Joi.string()
    .valid('csv', 'xlsx')
    .default('csv')
    .description('A workbook holds at most 50,000 rows; CSV holds all.'),
});
