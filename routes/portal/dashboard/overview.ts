import type { Context } from '../../../server/context.js';
import type { Bilingual } from '../../../server/core/bilingual.js';
import { addDays, type BusinessDate } from '../../../server/core/business-date.js';
import { addFen } from '../../../server/core/money.js';
import { parsePeriod, periodLabel, periodOf } from '../../../server/core/report-periods.js';
import { RISK_CLASSES } from '../../../server/core/risk-class.js';
import { AGEING_BUCKETS } from '../../../server/core/risk-reports/ageing.js';
import { STOP_MEASURES } from '../../../server/core/stop-rules.js';
import { findDashboard, type Dashboard } from '../../../server/dashboards/find-dashboard.js';
import { readsPapersAbout } from '../../../server/documents/find-documents.js';
import { papersAddress } from '../documents/places.js';
import { HEADLINE_PARTS } from '../../../server/reports/find-headline.js';
import { guardedPage, type Page } from '../page.js';
import { balanceChart, budgetBar, issuedChart, rateGauge, subsidyChart, vintageChart } from './charts.js';
import { rollRateTable } from './roll-rate-table.js';

const BUDGET_LEVELS: Readonly<Record<string, Bilingual>> = {
  central: { zh: '中央', en: 'Central' },
  province: { zh: '省级', en: 'Province' },
  city: { zh: '市级', en: 'City' },
  district: { zh: '区级', en: 'District' },
};

/** Half-years to choose from: that of the last closed day and those before it. */
const HALF_YEARS = 4;

function halfYearsBefore(asOf: BusinessDate): Record<string, Bilingual> {
  const choices: Record<string, Bilingual> = {};
  for (let day = asOf, count = 0; count < HALF_YEARS; count += 1) {
    const period = periodOf(day, 'half-year');
    choices[period.name] = { zh: periodLabel(period, 'zh'), en: periodLabel(period, 'en') };
    day = addDays(period.from, -1);
  }
  return choices;
}

const riskValues = ({ risk }: Dashboard) =>
  risk && {
    ageing: risk.ageing.buckets.map(({ ageing, ...sum }) => ({ label: AGEING_BUCKETS[ageing], ...sum })),
    classes: risk.ageing.classes.map(({ riskClass, ...sum }) => ({ label: RISK_CLASSES[riskClass], ...sum })),
    rollRates: rollRateTable(risk.rollRates),
    vintages: risk.vintages.vintages,
    districts: risk.districts,
  };

async function valuesOf(context: Context, wanted: string | undefined) {
  const period = wanted ? parsePeriod(wanted) : undefined;
  const dashboard = await findDashboard(context, period);
  const { asOf, headline, months, budgets, rates } = dashboard;
  return {
    asOf,
    period: headline.period,
    periodName: {
      zh: periodLabel(periodOf(headline.period.from, 'half-year'), 'zh'),
      en: periodLabel(periodOf(headline.period.from, 'half-year'), 'en'),
    },
    halfYears: halfYearsBefore(asOf),
    parts: headline.rows.map(({ part, figures }) => ({ label: HEADLINE_PARTS[part], figures })),
    months: months.rows,
    budgets: budgets?.map((budget) => ({
      ...budget,
      whole: addFen(budget.allottedFen, budget.returnedFen),
      label: BUDGET_LEVELS[budget.level],
    })),
    rates: rates?.map((rate) => ({ ...rate, label: STOP_MEASURES[rate.measure] })),
    risk: riskValues(dashboard),
    charts: { issuedChart, subsidyChart, balanceChart, vintageChart, budgetBar, rateGauge },
    dashboard,
  };
}

const overview = guardedPage({
  method: 'get',
  path: '/dashboard',
  permission: 'report.read',
  mayLag: true,
  handle: async (context, { query }) => ({
    view: 'dashboard',
    title: { zh: '总览', en: 'Overview' },
    values: {
      ...(await valuesOf(context, query['period'])),
      papers: readsPapersAbout(context.actor, 'city') ? papersAddress('city', '') : undefined,
    },
  }),
});

/** Where lending, public money and risk stand, drawn and in tables. */
export const DASHBOARD_PAGES: readonly Page[] = [overview];
