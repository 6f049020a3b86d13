/** A run of publications of one value of the one-year loan prime rate (LPR). */
export interface LoanPrimeRateRun {
  readonly oneYearPercent: string;
  /** False where only unofficial tables show the value. */
  readonly verified: boolean;
  /** Every day on which it was published: the 20th of a month, or the next working day; separated by spaces. */
  readonly publishedOn: string;
}

export const LOAN_PRIME_RATE_HISTORY: readonly LoanPrimeRateRun[] = [
  {
    oneYearPercent: '4.25',
    verified: true,
    publishedOn: '2019-08-20',
  },
  {
    oneYearPercent: '4.20',
    verified: false,
    publishedOn: '2019-09-20 2019-10-21',
  },
  {
    oneYearPercent: '4.15',
    verified: false,
    publishedOn: '2019-11-20 2019-12-20 2020-01-20',
  },
  {
    oneYearPercent: '4.05',
    verified: false,
    publishedOn: '2020-02-20 2020-03-20',
  },
  {
    oneYearPercent: '3.85',
    verified: true,
    publishedOn: `
      2020-04-20 2020-05-20 2020-06-22 2020-07-20 2020-08-20 2020-09-21 2020-10-20 2020-11-20
      2020-12-21
      2021-01-20 2021-02-22 2021-03-22 2021-04-20 2021-05-20 2021-06-21 2021-07-20 2021-08-20
      2021-09-22 2021-10-20 2021-11-22`,
  },
  {
    oneYearPercent: '3.80',
    verified: true,
    publishedOn: '2021-12-20',
  },
  {
    oneYearPercent: '3.70',
    verified: true,
    publishedOn: `
      2022-01-20 2022-02-21 2022-03-21 2022-04-20 2022-05-20 2022-06-20 2022-07-20`,
  },
  {
    oneYearPercent: '3.65',
    verified: true,
    publishedOn: `
      2022-08-22 2022-09-20 2022-10-20 2022-11-21 2022-12-20
      2023-01-20 2023-02-20 2023-03-20 2023-04-20 2023-05-22`,
  },
  {
    oneYearPercent: '3.55',
    verified: false,
    publishedOn: '2023-06-20 2023-07-20',
  },
  {
    oneYearPercent: '3.45',
    verified: false,
    publishedOn: `
      2023-08-21 2023-09-20 2023-10-20 2023-11-20 2023-12-20
      2024-01-22 2024-02-20 2024-03-20 2024-04-22 2024-05-20 2024-06-20`,
  },
  {
    oneYearPercent: '3.35',
    verified: false,
    publishedOn: '2024-07-22 2024-08-20 2024-09-20',
  },
  {
    oneYearPercent: '3.10',
    verified: true,
    publishedOn: `
      2024-10-21 2024-11-20 2024-12-20
      2025-01-20 2025-02-20 2025-03-20 2025-04-21`,
  },
  {
    oneYearPercent: '3.00',
    verified: true,
    publishedOn: '2025-05-20 2025-06-20 2025-07-21',
  },
];
