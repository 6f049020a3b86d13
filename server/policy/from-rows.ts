import type { CalendarYear } from '../../models/calendar-year.js';
import type { LoanPrimeRate } from '../../models/loan-prime-rate.js';
import type { PolicyParameterVersion } from '../../models/policy-parameter-version.js';
import type { Row } from '../../models/rows.js';
import type { BusinessDate } from '../core/business-date.js';
import { workingCalendar, type WorkingCalendar } from '../core/calendar/working-calendar.js';
import { PolicyBook } from '../core/policy/policy-book.js';
import type { PolicyVersion } from '../core/policy/policy-parameters.js';
import { rate } from '../core/rate.js';

/** The published book and what officials released in the product. */
export function buildPolicyBook(
  parameters: readonly Row<PolicyParameterVersion>[],
  primeRates: readonly Row<LoanPrimeRate>[],
): PolicyBook {
  return PolicyBook.published()
    .withVersions(parameters.map(toVersion))
    .withRates(
      primeRates.map((row) => ({
        publishedOn: row.publishedOn,
        oneYear: rate(row.oneYearRate),
        verified: row.verifiedFlag === 1,
      })),
    );
}

/** The published calendar years and those that an administrator entered. */
export function buildCalendar(rows: readonly Row<CalendarYear>[]): WorkingCalendar {
  return workingCalendar(
    rows.map((row) => ({
      year: row.year,
      document: row.document,
      holidays: JSON.parse(row.holidaysJson) as BusinessDate[],
      workdays: JSON.parse(row.workdaysJson) as BusinessDate[],
    })),
  );
}

function toVersion(row: Row<PolicyParameterVersion>): PolicyVersion {
  return {
    id: `${row.parameter}.${row.jurisdiction}.${row.effectiveFrom}#${row.id}`,
    parameter: row.parameter,
    jurisdiction: row.jurisdiction,
    effectiveFrom: row.effectiveFrom,
    value: JSON.parse(row.valueJson) as PolicyVersion['value'],
    document: row.document,
    article: row.article ?? '',
    verified: row.verifiedFlag === 1,
    ...(row.note !== null && { note: row.note }),
  };
}
