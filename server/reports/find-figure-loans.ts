import { sql } from '../../models/sql.js';
import type { Loan } from '../../models/loan.js';
import { selectRows, type Row } from '../../models/rows.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import type { ReportFigure } from '../core/report-figures.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';
import { contributionsTo } from './contributions.js';
import { earlierDay, reportDay } from './report-days.js';
import { termsOf, type BookSlice } from './slices.js';
import { sumFigure, NO_LOANS, type FigureSum } from './sum-figures.js';

/** A figure of a report, as it stands there. */
export interface FigureRequest {
  readonly figure: ReportFigure;
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  readonly asOf?: BusinessDate | undefined;
  readonly slice: BookSlice;
}

/** A loan behind a figure, with what it adds to it: fen, or jobs. */
export interface FigureLoan extends Pick<
  Row<Loan>,
  | 'id'
  | 'contractNumber'
  | 'bankOrganisationId'
  | 'districtOrganisationId'
  | 'borrowerKind'
  | 'borrowerCategory'
  | 'disbursedOn'
  | 'principalFen'
> {
  readonly amount: number;
}

/** The loans behind a figure, the newest first; all of them add up to it. Names stay with the loan itself. Fails: malformed (the cursor). */
export async function findFigureLoans(
  context: Context,
  { figure, slice, ...asked }: FigureRequest,
  page: PageRequest,
): Promise<Page<FigureLoan> & { readonly total: FigureSum }> {
  const { asOf } = await reportDay(context, asked.asOf);
  const days = { from: asked.from, to: earlierDay(asked.to, asOf), asOf };
  const before = idBefore(page) ?? Number.MAX_SAFE_INTEGER;
  const terms = sql`${termsOf(context, slice)} AND l.id < ${before}`;
  const query = sql`SELECT l.id, l.contractNumber, l.bankOrganisationId, l.districtOrganisationId, l.borrowerKind,
      l.borrowerCategory, l.disbursedOn, l.principalFen, c.amount
    FROM (${contributionsTo(figure, days, terms)}) c JOIN loans l ON l.id = c.loanId
    ORDER BY l.id DESC LIMIT ${Math.trunc(page.limit) + 1}`;
  const rows = await selectRows<FigureLoan>(context.system.database, query.sql, query.parameters);
  const [total = NO_LOANS] = await sumFigure(context, figure, days, { slice, by: [] });
  return { ...pageById(rows, page), total };
}
