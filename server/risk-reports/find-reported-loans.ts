import { sql } from '../../models/sql.js';
import type { SqlPart } from '../../models/condition.js';
import { furtherConditionOf } from '../../models/condition.js';
import { selectRows } from '../../models/rows.js';
import type { Context } from '../context.js';
import { daysBetween, type BusinessDate } from '../core/business-date.js';
import { quarterDays, type CalendarQuarter } from '../core/calendar-quarter.js';
import type { RiskClass } from '../core/risk-class.js';
import type { AgeingBucket } from '../core/risk-reports/ageing.js';
import type { LoanStage } from '../core/risk-reports/loan-stages.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';
import { closedDay, visibleTo } from './books-of.js';
import { positionsOn, type LoanPosition } from './loan-positions.js';

/** What the loans behind a figure of a report have in common. `none` asks for loans of which something is not known. */
export interface ReportedLoanFilter extends PageRequest {
  readonly asOf?: BusinessDate | undefined;
  readonly stage: LoanStage;
  readonly ageing?: AgeingBucket | undefined;
  readonly riskClass?: RiskClass | undefined;
  readonly bankOrganisationId?: number | undefined;
  readonly guarantorOrganisationId?: number | null | undefined;
  readonly districtOrganisationId?: number | undefined;
  readonly borrowerCategory?: string | null | undefined;
  readonly industry?: string | null | undefined;
  readonly disbursedIn?: CalendarQuarter | undefined;
}

/** A loan behind a figure, with its days past due on the day of the report. */
export interface ReportedLoan extends LoanPosition {
  readonly borrowerName: string;
  readonly borrowerKind: 'individual' | 'enterprise';
  readonly daysPastDue: number;
}

const COLUMNS = [
  'bankOrganisationId',
  'guarantorOrganisationId',
  'districtOrganisationId',
  'borrowerCategory',
  'industry',
] as const;

/** The loans behind a figure of a report, the newest first. Fails: malformed (the cursor, or a day that is not closed). */
export async function findReportedLoans(
  context: Context,
  filter: ReportedLoanFilter,
): Promise<Page<ReportedLoan> & { readonly asOf: BusinessDate }> {
  const asOf = await closedDay(context, filter.asOf, 'asOf');
  const { terms } = visibleTo(context);
  const population = { terms: sql`${terms}${narrowedBy(filter)}` };
  const found = furtherConditionOf(
    {
      stage: filter.stage,
      ...(filter.ageing !== undefined && { ageing: filter.ageing }),
      ...(filter.riskClass !== undefined && { riskClass: filter.riskClass }),
    },
    'p',
  );
  const query = sql`SELECT p.*, l.borrowerName, l.borrowerKind FROM (${positionsOn(asOf, population)}) p
    JOIN loans l ON l.id = p.id WHERE 1 = 1${found} ORDER BY p.id DESC LIMIT ${Math.trunc(filter.limit) + 1}`;
  const rows = await selectRows<Omit<ReportedLoan, 'daysPastDue'>>(
    context.system.database,
    query.sql,
    query.parameters,
  );
  const { items, nextCursor } = pageById(rows, filter);
  const withDays = items.map((loan) => ({
    ...loan,
    daysPastDue: loan.pastDueSince === null ? 0 : daysBetween(loan.pastDueSince, asOf),
  }));
  return { asOf, items: withDays, nextCursor };
}

/** What is known of the loan itself narrows the loans before they are looked at. */
function narrowedBy({ disbursedIn, ...filter }: ReportedLoanFilter): SqlPart {
  const wanted = COLUMNS.filter((column) => filter[column] !== undefined);
  const equal = Object.fromEntries(wanted.map((column) => [column, filter[column]]));
  const before = idBefore(filter);
  const quarter = disbursedIn && quarterDays(disbursedIn);
  return furtherConditionOf(
    {
      ...equal,
      ...(before !== undefined && { id: { '<': before } }),
      ...(quarter && { disbursedOn: { '>=': quarter.firstOn, '<=': quarter.lastOn } }),
    },
    'l',
  );
}
