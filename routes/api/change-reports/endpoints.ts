import Joi from 'joi';
import { findChangeReports, type ChangeReport } from '../../../server/loans/find-change-reports.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { day, id, pageOf, pageQuery, type PageQuery } from '../../fields.js';

const reportReply = Joi.object({
  id: id(),
  loanId: id(),
  contractNumber: Joi.string(),
  bankOrganisationId: id(),
  bankName: Joi.string(),
  kind: Joi.string().valid('settled', 'closure', 'legal-representative-change'),
  happenedOn: day(),
  reportedOn: day(),
  dueOn: day().description('The last day on which the report was in time.'),
  lateByWorkingDays: Joi.number().integer().min(0).description('0 for a report in time.'),
  isEstimated: Joi.boolean().description('Whether a year without a published calendar was counted.'),
}).prefs({ presence: 'required' });

const list = guarded<unknown, PageQuery>({
  method: 'get',
  path: '/api/v1/change-reports',
  tag: 'change-reports',
  operationId: 'listChangeReports',
  summary:
    'Early settlements, changes of the legal representative and closures that banks reported, with who was late (变更报告)',
  permission: 'change-report.read',
  query: Joi.object<PageQuery>(pageQuery),
  reply: { status: 200, schema: pageOf(reportReply) },
  errors: ['no-policy-in-force'],
  handle: async (context, { query }) => {
    const page = await findChangeReports(context, query);
    return { ...page, items: page.items.map(present) };
  },
});

const present = (report: ChangeReport) => ({
  id: String(report.id),
  loanId: String(report.loanId),
  contractNumber: report.contractNumber,
  bankOrganisationId: String(report.bankOrganisationId),
  bankName: report.bankName,
  kind: report.kind,
  happenedOn: report.happenedOn,
  reportedOn: report.reportedOn,
  dueOn: report.dueOn,
  lateByWorkingDays: report.lateByWorkingDays,
  isEstimated: report.isEstimated,
});

/** 变更报告: what banks have to tell of their loans, and when they did. */
export const CHANGE_REPORT_ENDPOINTS: readonly Endpoint[] = [list];
