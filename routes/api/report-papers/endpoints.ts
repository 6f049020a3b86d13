import { findDocument } from '../../../server/documents/find-documents.js';
import { issueReport } from '../../../server/documents/issue-report.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { presentDocument } from '../documents/present.js';
import { documentReply } from '../documents/schemas.js';
import { REPORT_FORMS } from './report-forms.js';
import { reportPaperBody, type ReportPaperBody } from './schemas.js';

const issue = guarded<unknown, unknown, ReportPaperBody>({
  method: 'post',
  path: '/api/v1/report-papers',
  tag: 'reports',
  operationId: 'issueReportPaper',
  summary:
    'Issue a report, a statement or the loans behind a figure as signed PDF; the same figures are issued once (签发统计报表)',
  permission: 'report-sheet.issue',
  body: reportPaperBody,
  idempotency: 'required',
  reply: { status: 201, schema: documentReply },
  errors: ['not-found', 'payload-too-large', 'unprintable-characters'],
  handle: async (context, { body: { report, query } }) => {
    const { document } = await issueReport(context, REPORT_FORMS[report].requestOf(query));
    return presentDocument(context.system, await findDocument(context, document.id));
  },
});

/** 统计报表签发. */
export const REPORT_PAPER_ENDPOINTS: readonly Endpoint[] = [issue];
