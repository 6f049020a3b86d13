import Joi from 'joi';
import type { ReportName } from '../../../server/reports/find-report-table.js';
import { required } from '../../fields.js';
import { REPORT_FORMS, type ReportQuery } from './report-forms.js';

export interface ReportPaperBody {
  readonly report: ReportName;
  readonly query: ReportQuery;
}

const LONGEST_NAME = 32;
const LONGEST_VALUE = 64;

export const reportPaperBody = required<ReportPaperBody>({
  report: Joi.string()
    .valid(...Object.keys(REPORT_FORMS))
    .example('headline'),
  query: Joi.object()
    .pattern(Joi.string().max(LONGEST_NAME), Joi.string().max(LONGEST_VALUE))
    .description('The query with which the report is read, by name; a name that it does not take is refused.')
    .example({ half: '2025H1' }),
});
