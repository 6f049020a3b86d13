import { Organisation } from '../../models/organisation.js';
import { findRow } from '../../models/rows.js';
import { authorise, can } from '../auth/permissions.js';
import type { Actor, Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import type { JsonValue } from '../core/canonical-json.js';
import { contentHash } from '../hashing.js';
import { findReportTable, type ReportRequest } from '../reports/find-report-table.js';
import { issueDraft } from './issue-document.js';
import type { PrintedDocument } from './print-document.js';

/** As many rows as a report on paper may have: some two hundred pages. */
const MOST_ROWS = 5_000;
/** Letters of the hash that tells reports apart, as many as an edition holds. */
const EDITION_LENGTH = 16;

/**
 * Issues a report as a paper (统计报表): a snapshot of its sheet, numbered, signed and verifiable like every paper. The same question gives
 * the same paper until the figures change; then it gives another revision. Fails: forbidden, malformed, not-found, payload-too-large,
 * unprintable-characters.
 */
export async function issueReport(context: Context, request: ReportRequest): Promise<PrintedDocument> {
  authorise(context.actor, 'report-sheet.issue');
  const organisationId = await findBookOrganisation(context.actor);
  const table = await findReportTable({ ...context, language: 'zh' }, request);
  const { title, subtitle, columns, rows, total, notes } = table;
  if (rows.length > MOST_ROWS) throw new DomainError('payload-too-large');
  const edition = contentHash(JSON.parse(JSON.stringify(request)) as JsonValue).slice(0, EDITION_LENGTH);
  return issueDraft(
    context,
    { kind: 'report-sheet', subjectId: organisationId },
    {
      organisationId,
      edition,
      facts: { title, subtitle, columns, rows, total, notes },
      publicFacts: { report: title },
    },
  );
}

/** Whose book somebody sees: the city's offices see the centre's, everybody else that of the own organisation. Fails: not-found. */
export async function findBookOrganisation({ role, organisationId }: Actor): Promise<number> {
  if (!can(role, 'ledger.read')) {
    if (organisationId === null) throw new DomainError('not-found');
    return organisationId;
  }
  const centre = await findRow(Organisation, { where: { kind: 'centre' } });
  if (!centre) throw new DomainError('not-found');
  return centre.id;
}
