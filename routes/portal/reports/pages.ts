import type { Context } from '../../../server/context.js';
import { DomainError } from '../../../server/core/errors.js';
import { REPORT_FIGURES } from '../../../server/core/report-figures.js';
import { readsPapersAbout } from '../../../server/documents/find-documents.js';
import { figureLoansQuery } from '../../api/reports/schemas.js';
import { validate } from '../../middleware/validate.js';
import { namesIn, tableOf } from '../desk/facts.js';
import { isDownload, isShown, operationOf, textAt, valueAt } from '../desk/operations.js';
import { filtersOfSchema } from '../desk/schema-form.js';
import { papersAddress } from '../documents/places.js';
import { fill } from '../fields.js';
import { guardedPage, type FormValues, type Page, type PageProblem, type View } from '../page.js';
import { linkedRows } from './figure-links.js';
import { reportField } from './report-fields.js';
import { PORTAL_REPORTS, type PortalReport } from './reports.js';

const FORMATS = ['csv', 'xlsx'] as const;
const LOANS_ON_PAGE = '100';

const said = (query: FormValues, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter(([name, text]) => names.includes(name) && text !== ''));

/** The fields by which a report is asked for. */
const namesOf = ({ reads }: PortalReport): string[] =>
  Object.keys((operationOf(reads).query?.describe().keys ?? {}) as object);

async function reportView(
  context: Context,
  report: PortalReport,
  query: FormValues,
  problem?: PageProblem,
): Promise<View> {
  const names = namesOf(report);
  const operation = operationOf(report.reads);
  const wanted = { ...(await report.begins(context)), ...said(query, names) };
  const table = problem ? undefined : await report.tableOf(context, wanted);
  const asked = problem || !operation.query ? {} : (validate(operation.query, wanted, true) as object);
  const reply = problem ? undefined : await operation.run(context, { query: asked });
  const address = new URLSearchParams(wanted).toString();
  return {
    view: 'report',
    title: report.title,
    values: {
      problem,
      reports: PORTAL_REPORTS.map(({ code, title }) => ({ code, title, isCurrent: code === report.code })),
      address: `/reports/${report.code}`,
      fields: fill(filtersOfSchema(operation.query, names).map(reportField), wanted, problem),
      table: table && { ...table, ...linkedRows(table, reply) },
      files: FORMATS.map((format) => ({
        format,
        href: `/reports/${report.code}/file?${address}&format=${format}`,
      })),
      papers: readsPapersAbout(context.actor, 'city') ? papersAddress('city', '') : undefined,
    },
  };
}

const pagesOf = (report: PortalReport): Page[] => [
  guardedPage({
    method: 'get',
    path: `/reports/${report.code}`,
    permission: 'report.read',
    mayLag: true,
    handle: (context, { query }) => reportView(context, report, query),
    again: (context, { query }, problem) => reportView(context, report, query, problem),
  }),
  guardedPage({
    method: 'get',
    path: `/reports/${report.code}/file`,
    permission: 'report.read',
    mayLag: true,
    handle: async (context, { query }) => {
      const operation = operationOf(report.downloads);
      const asked = operation.query
        ? validate(operation.query, said(query, [...namesOf(report), 'format']), true)
        : {};
      const download = await operation.run(context, { query: asked as object });
      if (!isDownload(download)) throw new DomainError('not-found');
      return { download };
    },
  }),
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
export const REPORT_PAGES: readonly Page[] = [first, loans, ...PORTAL_REPORTS.flatMap(pagesOf)];
