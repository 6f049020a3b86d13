import { LOAN_ROW } from '../row-makers/loan.js';
import { DAILY_CLOSE_ROW } from '../row-makers/daily-close.js';
import type { Scenarios, World } from './world.js';

const REPORTS = '/api/v1/risk-reports';

/** With a loan on the books, and the books closed for the day before. */
async function closedBooks(world: World): Promise<void> {
  await LOAN_ROW.own(world, 'bank-officer');
  await DAILY_CLOSE_ROW.own(world, 'auditor');
}

export const RISK_REPORT_SCENARIOS: Scenarios = {
  reportAgeing: async (world) => {
    await closedBooks(world);
    return (await world.logIn('bank.maker')).get(`${REPORTS}/ageing`);
  },
  reportRollRates: async (world) => {
    await closedBooks(world);
    return (await world.logIn('guarantor.maker')).get(`${REPORTS}/roll-rates?by=ageing`);
  },
  reportVintages: async (world) => {
    await closedBooks(world);
    return (await world.logIn('auditor')).get(`${REPORTS}/vintages?daysPastDue=30`);
  },
  reportConcentrations: async (world) => {
    await closedBooks(world);
    return (await world.logIn('centre.maker')).get(`${REPORTS}/concentrations?by=industry`);
  },
  listReportedLoans: async (world) => {
    await closedBooks(world);
    const query = 'stage=held&ageing=current&riskClass=pass&industry=unknown&limit=1';
    return (await world.logIn('district.reviewer')).get(`${REPORTS}/loans?${query}`);
  },
};
