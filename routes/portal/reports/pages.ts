import { can } from '../../../server/auth/permissions.js';
import type { Context } from '../../../server/context.js';
import { DomainError } from '../../../server/core/errors.js';
import { REPORT_FIGURES } from '../../../server/core/report-figures.js';
import { issueReport } from '../../../server/documents/issue-report.js';
import { exportTable, REPORT_FORMATS, type ReportFormat } from '../../../server/reports/export-table.js';
import { findReportTable, type ReportName } from '../../../server/reports/find-report-table.js';
import { REPORT_FORMS } from '../../api/report-papers/report-forms.js';
import { figureLoansQuery } from '../../api/reports/schemas.js';
import { validate } from '../../middleware/validate.js';
import { namesIn, tableOf } from '../desk/facts.js';
import { isShown, operationOf, textAt, valueAt } from '../desk/operations.js';
import { filtersOfSchema } from '../desk/schema-form.js';
import { papersAddress } from '../documents/places.js';
import { fill, type Field } from '../fields.js';
import { guardedPage, type FormValues, type Page, type PageProblem, type View } from '../page.js';
import { linkedRows } from './figure-links.js';
import { reportField } from './report-fields.js';
import { PORTAL_REPORTS, type PortalReport } from './reports.js';

const LOANS_ON_PAGE = '100';

/** The fields by which a report is asked for. */
const namesOf = (name: ReportName): string[] =>
  Object.keys((REPORT_FORMS[name].schema.describe().keys ?? {}) as object);

/** What a form or an address says of them; whatever else is in it is not the report's. */
function askedIn(name: ReportName, values: FormValues): FormValues {
  const names = namesOf(name);
  return Object.fromEntries(
    Object.entries(values).filter(([field, text]) => names.includes(field) && text !== ''),
  );
}

const isFormat = (text: string): text is ReportFormat => (REPORT_FORMATS as readonly string[]).includes(text);

/** How a report is taken along: as files, and as a paper by whoever may have one issued. */
function waysToTake({ actor }: Context, folder: string, asked: FormValues) {
  const address = new URLSearchParams(asked).toString();
  return {
    files: REPORT_FORMATS.map((format) => ({
      format,
      href: `/reports/${folder}/file?${address}&format=${format}`,
    })),
    paper: can(actor.role, 'report-sheet.issue')
      ? { action: `/reports/${folder}/papers`, asked: Object.entries(asked) }
      : undefined,
    issued: can(actor.role, 'report-sheet.read') ? papersAddress('organisation', '') : undefined,
  };
}

async function fieldsOf(context: Context, report: PortalReport): Promise<Field[]> {
  const choices = await report.choices?.(context);
  return filtersOfSchema(REPORT_FORMS[report.code].schema, namesOf(report.code)).map((field) => {
    const own = choices?.[field.name];
    return reportField(own ? { ...field, kind: 'select', choices: own } : field);
  });
}

/** The loans behind each figure, as the operation names them that reads the same report. */
async function figuresOf(context: Context, { reads }: PortalReport, asked: FormValues): Promise<unknown> {
  if (reads === undefined) return undefined;
  const operation = operationOf(reads);
  const query = operation.query ? (validate(operation.query, asked, true) as object) : {};
  return operation.run(context, { query });
}

async function sheetOf(context: Context, report: PortalReport, asked: FormValues) {
  const table = await findReportTable(context, REPORT_FORMS[report.code].requestOf(asked));
  const links = await report.rowLinks?.(context, asked);
  return { ...table, ...linkedRows(table, await figuresOf(context, report, asked), links) };
}

async function reportView(
  context: Context,
  report: PortalReport,
  query: FormValues,
  problem?: PageProblem,
): Promise<View> {
  const asked = { ...(await report.begins(context)), ...askedIn(report.code, query) };
  const shown = PORTAL_REPORTS.filter(({ permission }) => can(context.actor.role, permission));
  return {
    view: 'report',
    title: report.title,
    values: {
      problem,
      reports: shown.map(({ code, title }) => ({ code, title, isCurrent: code === report.code })),
      address: `/reports/${report.code}`,
      fields: fill(await fieldsOf(context, report), asked, problem),
      table: problem ? undefined : await sheetOf(context, report, asked),
      ...waysToTake(context, report.code, asked),
    },
  };
}

/** The file of a report, and its paper: issued or found, and downloaded at once. */
function takingPages(
  name: ReportName,
  folder: string,
  { permission, mayLag }: Pick<PortalReport, 'permission' | 'mayLag'>,
): Page[] {
  return [
    guardedPage({
      method: 'get',
      path: `/reports/${folder}/file`,
      permission,
      ...(mayLag && { mayLag }),
      handle: async (context, { query }) => {
        const format = query['format'] ?? '';
        if (!isFormat(format)) throw new DomainError('not-found');
        const request = REPORT_FORMS[name].requestOf(askedIn(name, query));
        return { download: await exportTable(await findReportTable(context, request), format) };
      },
    }),
    guardedPage({
      method: 'post',
      path: `/reports/${folder}/papers`,
      permission: 'report-sheet.issue',
      handle: async (context, { body }) => {
        const request = REPORT_FORMS[name].requestOf(askedIn(name, body));
        const { document } = await issueReport(context, request);
        return { to: `/documents/${document.id}/file` };
      },
    }),
  ];
}

const pagesOf = (report: PortalReport): Page[] => [
  guardedPage({
    method: 'get',
    path: `/reports/${report.code}`,
    permission: report.permission,
    ...(report.mayLag && { mayLag: report.mayLag }),
    handle: (context, { query }) => reportView(context, report, query),
    again: (context, { query }, problem) => reportView(context, report, query, problem),
  }),
  ...takingPages(report.code, report.code, report),
];

const LOAN_COLUMNS = [
  'contractNumber',
  'bankOrganisationId',
  'districtOrganisationId',
  'borrowerKind',
  'borrowerCategory',
  'disbursedOn',
  'principal',
  'adds',
];

const loans = guardedPage({
  method: 'get',
  path: '/reports/loans',
  permission: 'report.read',
  mayLag: true,
  handle: async (context, { query }) => {
    // Which figure is meant is said where figures stand.
    if (query['figure'] === undefined) return { to: '/reports' };
    const operation = operationOf('listFigureLoans');
    const { limit: _ours, ...rest } = query;
    const asked = validate(figureLoansQuery, { ...rest, limit: LOANS_ON_PAGE }, true);
    const reply = await operation.run(context, { query: asked });
    const found = valueAt(reply, 'items');
    const items = (Array.isArray(found) ? found : []).filter(isShown);
    const figure = REPORT_FIGURES[asked.figure];
    const cursor = textAt(reply, 'nextCursor');
    return {
      view: 'report-loans',
      title: { zh: `${figure.zh}：明细`, en: `${figure.en}: the loans` },
      values: {
        ...tableOf({ zh: '明细', en: 'Loans' }, LOAN_COLUMNS, items, { names: await namesIn(items) }),
        ids: items.map((item) => textAt(item, 'loanId')),
        from: asked.from,
        to: asked.to,
        count: textAt(reply, 'total.loans'),
        adds: textAt(reply, 'total.adds'),
        ...waysToTake(context, 'loans', askedIn('figure-loans', query)),
        more:
          cursor === '' ? undefined : `/reports/loans?${new URLSearchParams({ ...rest, cursor }).toString()}`,
      },
    };
  },
});

const first = guardedPage({
  method: 'get',
  path: '/reports',
  permission: 'report.read',
  handle: async () => ({ to: `/reports/${PORTAL_REPORTS[0]?.code ?? ''}` }),
});

/** 统计报表: every report with its days to choose, the loans behind each figure, and files to take along. */
export const REPORT_PAGES: readonly Page[] = [
  first,
  loans,
  ...takingPages('figure-loans', 'loans', { permission: 'report.read', mayLag: true }),
  ...PORTAL_REPORTS.flatMap(pagesOf),
];
