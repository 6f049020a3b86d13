import type { Context } from '../../context.js';
import { DomainError } from '../../core/errors.js';
import type { PublicFacts } from '../../core/papers/document-kinds.js';
import type { ReportPaperFacts } from '../../core/papers/report-paper-facts.js';
import { parsePeriod, type ReportPeriod } from '../../core/report-periods.js';
import { findHeadline } from '../../reports/find-headline.js';
import { findSubsidySpending } from '../../reports/find-subsidy-spending.js';
import { headlineTable } from '../../reports/headline-table.js';
import { spendingTable } from '../../reports/spending-table.js';
import { assertSubjectVisible } from '../assert-subject-visible.js';
import type { DocumentDraft, Drafter } from '../document-draft.js';

const MONTH = /^20\d\d-\d\d$/;
const HALF_YEAR = /^20\d\dH[12]$/;

/** The period of a report, which is over. Fails: malformed (none named, or of another length), document-not-issuable. */
function periodOf({ system }: Context, name: string | undefined, length: RegExp): ReportPeriod {
  if (name === undefined || !length.test(name)) {
    const message = {
      zh: '月报请写 2025-06,半年报请写 2025H1',
      en: 'write 2025-06 for a month, 2025H1 for a half-year',
    };
    throw new DomainError('malformed', {}, [{ field: 'period', rule: 'period', message }]);
  }
  const period = parsePeriod(name);
  if (period.to >= system.clock.today())
    throw new DomainError('document-not-issuable', { reason: 'period-not-over' });
  return period;
}

/** The city's report in the name of its centre; it shows the books as of the last closed day. */
async function draftReport(
  context: Context,
  centreId: number,
  period: ReportPeriod,
  table: ReportPaperFacts,
): Promise<DocumentDraft<ReportPaperFacts>> {
  await assertSubjectVisible(context.actor, 'city', centreId);
  const { title, subtitle, columns, rows, total, notes } = table;
  const publicFacts: PublicFacts = { period: period.name };
  return {
    organisationId: centreId,
    edition: period.name,
    facts: { title, subtitle, columns, rows, total, notes },
    publicFacts,
  };
}

/** 支出进度通报 of a month. Fails: not-found, malformed, document-not-issuable. */
export const draftMonthlyReport: Drafter<'monthly-report'> = async (context, { subjectId, period: name }) => {
  const month = periodOf(context, name, MONTH);
  const table = spendingTable(await findSubsidySpending(context, { period: month }), 'zh');
  return draftReport(context, subjectId, month, table);
};

/** 半年运行情况. Fails: not-found, malformed, document-not-issuable. */
export const draftHalfYearReport: Drafter<'half-year-report'> = async (
  context,
  { subjectId, period: name },
) => {
  const period = periodOf(context, name, HALF_YEAR);
  const table = headlineTable(await findHeadline(context, { period }), 'zh');
  return draftReport(context, subjectId, period, table);
};
