import type { Language } from '../../../server/core/bilingual.js';
import { describeError } from '../../../server/core/error-messages.js';
import { DomainError, type ErrorCode } from '../../../server/core/errors.js';
import type { findImport, Rejection } from '../../../server/imports/find-imports.js';
import { ignoredColumns } from '../../../server/imports/ignored-columns.js';

type ImportRow = Awaited<ReturnType<typeof findImport>>;

const idOrNull = (id: number | null): string | null => (id === null ? null : String(id));

export function presentImport(row: ImportRow, language: Language) {
  return {
    id: String(row.id),
    kind: row.kind,
    status: row.state,
    rows: row.rowCount,
    accepted: row.acceptedCount,
    rejected: row.rejectedCount,
    unchanged: row.unchangedCount,
    subsidyClaimId: idOrNull(row.subsidyClaimId),
    progressPercent: row.progressPercent,
    period: row.period,
    bankOrganisationId: String(row.bankOrganisationId),
    fileName: row.fileName,
    sizeBytes: row.sizeBytes,
    sha256: row.sha256,
    sameAsImportId: idOrNull(row.sameAsImportId),
    ignoredColumns: ignoredColumns(row),
    failure: row.failureJson === null ? null : presentFailure(row.failureJson, language),
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    endedAt: row.endedAt,
  };
}

function presentFailure(failureJson: string, language: Language) {
  const { code, details } = JSON.parse(failureJson) as {
    readonly code: ErrorCode;
    readonly details: Readonly<Record<string, string | number>>;
  };
  return { code, ...describeError(new DomainError(code, details), language) };
}

export function presentRejection({ line, problems }: Rejection, language: Language) {
  const [first, ...further] = problems.map(({ column, code, message }) => ({
    column,
    code,
    message: message[language],
  }));
  return { line, ...first, furtherProblems: further };
}
