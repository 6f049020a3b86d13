import { parseBusinessDate, type BusinessDate } from '../../../server/core/business-date.js';
import { isBorrowerCategory } from '../../../server/core/borrower-categories.js';
import { parsePeriod } from '../../../server/core/report-periods.js';
import type { FigureRequest } from '../../../server/reports/find-figure-loans.js';
import type { LendingRequest } from '../../../server/reports/find-lending.js';
import type {
  CategoriesQuery,
  FigureSheetQuery,
  HeadlineQuery,
  LendingQuery,
  SpendingQuery,
} from './schemas.js';

const GROUPS = { bank: 'bankOrganisationId', district: 'districtOrganisationId' } as const;

const dayOf = (text: string | undefined): BusinessDate | undefined =>
  text === undefined ? undefined : parseBusinessDate(text);

const idOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);

/** What a query asks of the business report. */
export const lendingRequest = ({ from, to, period, by, asOf }: LendingQuery): LendingRequest => ({
  from: parseBusinessDate(from),
  to: parseBusinessDate(to),
  length: period,
  by: by && GROUPS[by],
  asOf: dayOf(asOf),
});

export const categoriesRequest = ({ period, asOf }: CategoriesQuery) => ({
  period: parsePeriod(period),
  asOf: dayOf(asOf),
});

export const spendingRequest = ({ month, asOf }: SpendingQuery) => ({
  period: parsePeriod(month),
  asOf: dayOf(asOf),
});

export const headlineRequest = ({ half, asOf }: HeadlineQuery) => ({
  period: parsePeriod(half),
  asOf: dayOf(asOf),
});

/** Which figure's loans are asked for. */
export function figureRequest(query: FigureSheetQuery): FigureRequest {
  const { figure, from, to, asOf, borrowerKind, borrowerCategory = '', sex, disability } = query;
  return {
    figure,
    from: parseBusinessDate(from),
    to: parseBusinessDate(to),
    asOf: dayOf(asOf),
    slice: {
      bankOrganisationId: idOf(query.bankOrganisationId),
      districtOrganisationId: idOf(query.districtOrganisationId),
      borrowerKind,
      borrowerCategory: isBorrowerCategory(borrowerCategory)
        ? borrowerCategory
        : borrowerCategory === 'none'
          ? null
          : undefined,
      sex,
      disability,
    },
  };
}
