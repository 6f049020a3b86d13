import { parseBusinessDate, type BusinessDate } from '../../../server/core/business-date.js';
import { parseCalendarQuarter } from '../../../server/core/calendar-quarter.js';
import { findAgeing } from '../../../server/risk-reports/find-ageing.js';
import { findConcentrations } from '../../../server/risk-reports/find-concentrations.js';
import { findReportedLoans } from '../../../server/risk-reports/find-reported-loans.js';
import { findRollRates } from '../../../server/risk-reports/find-roll-rates.js';
import { findVintages } from '../../../server/risk-reports/find-vintages.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import * as present from './present.js';
import * as schemas from './schemas.js';

const dayOf = (text: string | undefined): BusinessDate | undefined =>
  text === undefined ? undefined : parseBusinessDate(text);
const numberOf = (id: string | undefined): number | undefined => (id === undefined ? undefined : Number(id));
const orNull = (text: string | undefined): string | null | undefined =>
  text === schemas.UNKNOWN ? null : text;

const ageing = guarded<unknown, schemas.DayQuery>({
  method: 'get',
  path: '/api/v1/risk-reports/ageing',
  tag: 'risk-reports',
  operationId: 'reportAgeing',
  summary: 'What is outstanding by days past due and by class, as of a business date (账龄分析)',
  permission: 'risk-report.read',
  mayLag: true,
  query: schemas.dayQuery,
  reply: { status: 200, schema: schemas.ageingReply },
  errors: [],
  handle: async (context, { query: { asOf } }) =>
    present.presentAgeing(await findAgeing(context, dayOf(asOf)), context.language),
});

const rollRates = guarded<unknown, schemas.RollRatesQuery>({
  method: 'get',
  path: '/api/v1/risk-reports/roll-rates',
  tag: 'risk-reports',
  operationId: 'reportRollRates',
  summary: 'Where loans went between two business dates: the matrix of roll rates (迁徙率)',
  permission: 'risk-report.read',
  mayLag: true,
  query: schemas.rollRatesQuery,
  reply: { status: 200, schema: schemas.rollRatesReply },
  errors: [],
  handle: async (context, { query: { from, asOf, by } }) =>
    present.presentRollRates(
      await findRollRates(context, { from: dayOf(from), asOf: dayOf(asOf), by }),
      context.language,
    ),
});

const vintages = guarded<unknown, schemas.VintagesQuery>({
  method: 'get',
  path: '/api/v1/risk-reports/vintages',
  tag: 'risk-reports',
  operationId: 'reportVintages',
  summary: 'How the loans of each quarter of disbursement went bad, quarter by quarter (放款批次曲线)',
  permission: 'risk-report.read',
  mayLag: true,
  query: schemas.vintagesQuery,
  reply: { status: 200, schema: schemas.vintagesReply },
  errors: [],
  handle: async (context, { query: { asOf, daysPastDue } }) =>
    present.presentVintages(await findVintages(context, { asOf: dayOf(asOf), daysPastDue })),
});

const concentrations = guarded<unknown, schemas.ConcentrationsQuery>({
  method: 'get',
  path: '/api/v1/risk-reports/concentrations',
  tag: 'risk-reports',
  operationId: 'reportConcentrations',
  summary: 'What is outstanding by bank, guarantor, district, category or industry (集中度)',
  permission: 'risk-report.read',
  mayLag: true,
  query: schemas.concentrationsQuery,
  reply: { status: 200, schema: schemas.concentrationsReply },
  errors: [],
  handle: async (context, { query: { asOf, by } }) =>
    present.presentConcentrations(await findConcentrations(context, { asOf: dayOf(asOf), by })),
});

const loans = guarded<unknown, schemas.ReportedLoansQuery>({
  method: 'get',
  path: '/api/v1/risk-reports/loans',
  tag: 'risk-reports',
  operationId: 'listReportedLoans',
  summary: 'The loans behind a figure of a report, the newest first (明细)',
  permission: 'risk-report.read',
  mayLag: true,
  query: schemas.reportedLoansQuery,
  reply: { status: 200, schema: schemas.reportedLoansReply },
  errors: [],
  handle: async (context, { query }) => {
    const { asOf, bankOrganisationId, guarantorOrganisationId, districtOrganisationId, ...rest } = query;
    const { borrowerCategory, industry, disbursedIn, ...filter } = rest;
    const guarantor = orNull(guarantorOrganisationId);
    const page = await findReportedLoans(context, {
      ...filter,
      asOf: dayOf(asOf),
      bankOrganisationId: numberOf(bankOrganisationId),
      guarantorOrganisationId: guarantor === null ? null : numberOf(guarantor),
      districtOrganisationId: numberOf(districtOrganisationId),
      borrowerCategory: orNull(borrowerCategory),
      industry: orNull(industry),
      disbursedIn: disbursedIn === undefined ? undefined : parseCalendarQuarter(disbursedIn),
    });
    return present.presentReportedLoans(page, context.actor.role);
  },
});

/** 风险报表: the book as of any closed business date, and the loans behind each figure. */
export const RISK_REPORT_ENDPOINTS: readonly Endpoint[] = [
  ageing,
  rollRates,
  vintages,
  concentrations,
  loans,
];
