import { expect } from 'chai';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { ageOn, statutoryRetirement, type WorkerClass } from '../../server/core/retirement-age.js';

/** Class, month of birth, delay, years and months of the statutory age, month in which it is reached. */
const ROWS: [WorkerClass, string, number, [number, number], string][] = [
  ['male', '1964-12', 0, [60, 0], '2024-12'],
  ['male', '1965-01', 1, [60, 1], '2025-02'],
  ['male', '1965-04', 1, [60, 1], '2025-05'],
  ['male', '1965-05', 2, [60, 2], '2025-07'],
  ['male', '1966-09', 6, [60, 6], '2027-03'],
  ['male', '1970-06', 17, [61, 5], '2031-11'],
  ['male', '1976-08', 35, [62, 11], '2039-07'],
  ['male', '1976-09', 36, [63, 0], '2039-09'],
  ['male', '1990-01', 36, [63, 0], '2053-01'],
  ['female-55', '1969-12', 0, [55, 0], '2024-12'],
  ['female-55', '1970-01', 1, [55, 1], '2025-02'],
  ['female-55', '1970-04', 1, [55, 1], '2025-05'],
  ['female-55', '1970-05', 2, [55, 2], '2025-07'],
  ['female-55', '1971-11', 6, [55, 6], '2027-05'],
  ['female-55', '1975-06', 17, [56, 5], '2031-11'],
  ['female-55', '1981-08', 35, [57, 11], '2039-07'],
  ['female-55', '1981-09', 36, [58, 0], '2039-09'],
  ['female-50', '1974-12', 0, [50, 0], '2024-12'],
  ['female-50', '1975-01', 1, [50, 1], '2025-02'],
  ['female-50', '1975-02', 1, [50, 1], '2025-03'],
  ['female-50', '1975-03', 2, [50, 2], '2025-05'],
  ['female-50', '1976-11', 12, [51, 0], '2027-11'],
  ['female-50', '1980-06', 33, [52, 9], '2033-03'],
  ['female-50', '1984-10', 59, [54, 11], '2039-09'],
  ['female-50', '1984-11', 60, [55, 0], '2039-11'],
  ['female-50', '1999-07', 60, [55, 0], '2054-07'],
];

describe('the statutory retirement age', () => {
  for (const [workerClass, born, delayMonths, [years, months], reached] of ROWS) {
    it(`of ${workerClass} born ${born} is ${years} years ${months} months, in ${reached}`, () => {
      expect(statutoryRetirement(parseBusinessDate(`${born}-15`), workerClass)).to.deep.equal({
        delayMonths,
        ageMonths: years * 12 + months,
        reachedOn: `${reached}-15`,
      });
    });
  }
});

describe('age', () => {
  const cases: [string, string, number][] = [
    ['1980-05-10', '2025-05-09', 44],
    ['1980-05-10', '2025-05-10', 45],
    ['2000-02-29', '2025-02-27', 24],
    ['2000-02-29', '2025-02-28', 25],
  ];
  for (const [born, on, age] of cases) {
    it(`of one born ${born} is ${age} on ${on}`, () => {
      expect(ageOn(parseBusinessDate(born), parseBusinessDate(on))).to.equal(age);
    });
  }
});
