import type { Response } from 'supertest';
import type { Scenarios, World } from './world.js';

const REPORTS = '/api/v1/reports';
const LENDING = { from: '2025-01-01', to: '2025-03-31', period: 'month' };

const ask = async (world: World, path: string, query: object): Promise<Response> =>
  (await world.logIn('auditor')).get(`${REPORTS}/${path}`).query(query);

export const REPORT_SCENARIOS: Scenarios = {
  readLendingReport: (world) => ask(world, 'lending', { ...LENDING, by: 'bank' }),
  readCategoryStatistics: (world) => ask(world, 'borrower-categories', { period: '2025Q1' }),
  readSubsidySpending: (world) => ask(world, 'subsidy-spending', { month: '2025-03' }),
  readHeadline: (world) => ask(world, 'headline', { half: '2025H1' }),
  listFigureLoans: (world) =>
    ask(world, 'loans', { figure: 'balance', from: '2025-01-01', to: '2025-03-31' }),
  downloadLendingReport: (world) => ask(world, 'lending/file', { ...LENDING, format: 'xlsx' }),
  downloadCategoryStatistics: (world) => ask(world, 'borrower-categories/file', { period: '2025' }),
  downloadSubsidySpending: (world) => ask(world, 'subsidy-spending/file', { month: '2025-03' }),
  downloadFigureLoans: (world) =>
    ask(world, 'loans/file', { figure: 'balance', from: '2025-01-01', to: '2025-03-31', format: 'xlsx' }),
  issueReportPaper: async (world) =>
    (await world.logIn('bank.maker'))
      .post('/api/v1/report-papers')
      .send({ report: 'borrower-categories', query: { period: '2025Q1' } }),
  downloadHeadline: (world) => ask(world, 'headline/file', { half: '2025H1', format: 'csv' }),
};
