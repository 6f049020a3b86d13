import { addDays, type BusinessDate, parseBusinessDate } from '../business-date.js';

/** The State Council's arrangement of one year: days off outside the plain weekend rule, and weekends worked instead. */
export interface CalendarYear {
  readonly year: number;
  readonly document: string;
  readonly holidays: readonly BusinessDate[];
  readonly workdays: readonly BusinessDate[];
}

/** 国务院办公厅关于部分节假日安排的通知, year by year. A holiday is its first day and its length. */
export const PUBLISHED_CALENDAR_YEARS: readonly CalendarYear[] = [
  year(2019, '国办发明电〔2018〕15号,国办发明电〔2019〕3号', {
    holidays: ['01-01+1', '02-04+7', '04-05+3', '05-01+4', '06-07+3', '09-13+3', '10-01+7'],
    workdays: ['02-02', '02-03', '04-28', '05-05', '09-29', '10-12'],
  }),
  year(2020, '国办发明电〔2019〕16号,国办发明电〔2020〕1号', {
    holidays: ['01-01+1', '01-24+10', '04-04+3', '05-01+5', '06-25+3', '10-01+8'],
    workdays: ['01-19', '04-26', '05-09', '06-28', '09-27', '10-10'],
  }),
  year(2021, '国办发明电〔2020〕27号', {
    holidays: ['01-01+3', '02-11+7', '04-03+3', '05-01+5', '06-12+3', '09-19+3', '10-01+7'],
    workdays: ['02-07', '02-20', '04-25', '05-08', '09-18', '09-26', '10-09'],
  }),
  year(2022, '国办发明电〔2021〕11号,国办发明电〔2022〕16号', {
    holidays: ['01-01+3', '01-31+7', '04-03+3', '04-30+5', '06-03+3', '09-10+3', '10-01+7', '12-31+1'],
    workdays: ['01-29', '01-30', '04-02', '04-24', '05-07', '10-08', '10-09'],
  }),
  year(2023, '国办发明电〔2022〕16号', {
    holidays: ['01-01+2', '01-21+7', '04-05+1', '04-29+5', '06-22+3', '09-29+8'],
    workdays: ['01-28', '01-29', '04-23', '05-06', '06-25', '10-07', '10-08'],
  }),
  year(2024, '国办发明电〔2023〕7号', {
    holidays: ['01-01+1', '02-10+8', '04-04+3', '05-01+5', '06-10+1', '09-15+3', '10-01+7'],
    workdays: ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12'],
  }),
  year(2025, '国办发明电〔2024〕12号', {
    holidays: ['01-01+1', '01-28+8', '04-04+3', '05-01+5', '05-31+3', '10-01+8'],
    workdays: ['01-26', '02-08', '04-27', '09-28', '10-11'],
  }),
  year(2026, '国办发明电〔2025〕7号', {
    holidays: ['01-01+3', '02-15+9', '04-04+3', '05-01+5', '06-19+3', '09-25+3', '10-01+7'],
    workdays: ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
  }),
];

function year(
  number: number,
  document: string,
  days: { readonly holidays: readonly string[]; readonly workdays: readonly string[] },
): CalendarYear {
  const dayOf = (monthDay: string): BusinessDate => parseBusinessDate(`${number}-${monthDay}`);
  const holidays = days.holidays.flatMap((span) => {
    const [first = '', length = ''] = span.split('+');
    return Array.from({ length: Number(length) }, (_, offset) => addDays(dayOf(first), offset));
  });
  return { year: number, document, holidays, workdays: days.workdays.map(dayOf) };
}
