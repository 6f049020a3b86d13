import { type BusinessDate, weekday, yearMonthDay } from '../business-date.js';
import { DomainError, type FieldProblem } from '../errors.js';
import type { CalendarYear } from './published-years.js';

const SATURDAY = 6;

/**
 * Makes sure that holidays and moved working days are those of one year: each in the year and named once, working days on weekends alone,
 * and no day both. Throws `malformed`, naming the days.
 */
export function assertCalendarYear({ year, holidays, workdays }: CalendarYear): void {
  const problems = [...daysOf(year, 'holidays', holidays), ...daysOf(year, 'workdays', workdays)];
  for (const [index, day] of workdays.entries()) {
    const field = `workdays.${index}`;
    if (weekday(day) < SATURDAY) {
      const message = { zh: '调休上班日应为周末', en: 'a moved working day is on a weekend' };
      problems.push({ field, rule: 'weekend', message });
    }
    if (holidays.includes(day)) {
      const message = { zh: '同一天不能既放假又上班', en: 'no day is a holiday and a working day' };
      problems.push({ field, rule: 'one-kind-of-day', message });
    }
  }
  if (problems.length > 0) throw new DomainError('malformed', {}, problems);
}

function daysOf(year: number, list: string, days: readonly BusinessDate[]): FieldProblem[] {
  return days.flatMap((day, index) => {
    const field = `${list}.${index}`;
    if (yearMonthDay(day).year !== year) {
      return [
        { field, rule: 'of-year', message: { zh: `应为${year}年的日期`, en: `must be a day of ${year}` } },
      ];
    }
    if (days.indexOf(day) !== index) {
      return [{ field, rule: 'named-once', message: { zh: '日期重复', en: 'the day is named twice' } }];
    }
    return [];
  });
}
