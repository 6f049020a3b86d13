import type { BudgetProgress } from '../../../server/budgets/find-budgets.js';
import type { Dashboard } from '../../../server/dashboards/find-dashboard.js';
import { formatBasisPoints, STOP_MEASURES } from '../../../server/core/stop-rules.js';
import type { StopRate } from '../../../server/guarantee-stops/find-rates.js';
import { barChart } from '../../../templates/charts/bar-chart.js';
import { gauge, stackedBar } from '../../../templates/charts/gauge.js';
import { lineChart } from '../../../templates/charts/line-chart.js';
import type { Svg } from '../../../templates/charts/svg.js';
import type { Say } from '../../../templates/portal-language.js';

const FEN_IN_TEN_THOUSAND_YUAN = 1_000_000;
const BASIS_POINTS_IN_PERCENT = 100;
/** More lines than these cannot be told apart. */
const MOST_VINTAGES = 6;

/** For places on an axis alone: amounts themselves are never divided like this. */
const inTenThousands = (fen: number): number => fen / FEN_IN_TEN_THOUSAND_YUAN;

const whole = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 1 });

/** A month of `2024-07` below an axis; the year stands where it begins. */
const monthAt = (name: string, place: number): string =>
  place === 0 || name.endsWith('-01') ? name.slice(2) : name.slice(-2);

/** What was lent each month, and what came out as subsidy. */
export const issuedChart = ({ months }: Dashboard, say: Say): Svg =>
  barChart({
    label: say('近十二个月每月发放（万元）', 'Issued each month of the last twelve, in 10,000 yuan'),
    series: [],
    groups: months.rows.map(({ period, figures }, place) => ({
      label: monthAt(period.name, place),
      values: [inTenThousands(figures.issued.amount)],
    })),
    written: whole,
  });

/** The subsidy that was paid each month. */
export const subsidyChart = ({ months }: Dashboard, say: Say): Svg =>
  barChart({
    label: say(
      '近十二个月每月贴息支出（万元）',
      'Subsidy paid each month of the last twelve, in 10,000 yuan',
    ),
    series: [],
    groups: months.rows.map(({ period, figures }, place) => ({
      label: monthAt(period.name, place),
      values: [inTenThousands(figures.subsidy.amount)],
    })),
    written: whole,
  });

/** What was outstanding at the end of each month. */
export const balanceChart = ({ months }: Dashboard, say: Say): Svg =>
  lineChart({
    label: say('近十二个月月末余额（万元）', 'Outstanding at the end of each month, in 10,000 yuan'),
    series: [
      {
        name: say('余额', 'Outstanding'),
        values: months.rows.map(({ figures }) => inTenThousands(figures.balance.amount)),
      },
    ],
    places: months.rows.map(({ period }, place) => monthAt(period.name, place)),
    written: whole,
  });

/** The share of each quarter's loans that has gone bad, by age: one line for each of the last quarters. */
export function vintageChart({ risk }: Dashboard, say: Say): Svg | null {
  const vintages = risk?.vintages.vintages.slice(-MOST_VINTAGES) ?? [];
  if (vintages.length === 0) return null;
  const longest = Math.max(...vintages.map(({ points }) => points.length));
  return lineChart({
    label: say(
      '各放款季度逾期九十天以上的占比（%）',
      'Share more than ninety days past due, by quarter of disbursement',
    ),
    series: vintages.map(({ quarter, points }) => ({
      name: quarter,
      values: points.map(({ shareBasisPoints }) => shareBasisPoints / BASIS_POINTS_IN_PERCENT),
    })),
    places: Array.from({ length: longest }, (_, age) => say(`第${age}季`, `+${age}`)),
    written: (value) => `${whole(value)}%`,
  });
}

/** How far a budget is used, in the order paid, committed, reserved. */
export const budgetBar = (budget: BudgetProgress, say: Say): Svg =>
  stackedBar(
    say(
      `已用 ${formatBasisPoints(budget.usedBasisPoints)} %`,
      `${formatBasisPoints(budget.usedBasisPoints)} % used`,
    ),
    [budget.paidFen, budget.committedFen, budget.reservedFen],
    budget.allottedFen + budget.returnedFen,
  );

/** How near a rate is to stopping new guarantees. */
export const rateGauge = (rate: StopRate, say: Say): Svg =>
  gauge({
    label: say(
      `${STOP_MEASURES[rate.measure].zh} ${formatBasisPoints(rate.rateBasisPoints)} %，达到 ${formatBasisPoints(rate.thresholdBasisPoints)} % 暂停`,
      `${STOP_MEASURES[rate.measure].en} ${formatBasisPoints(rate.rateBasisPoints)} %, stops at ${formatBasisPoints(rate.thresholdBasisPoints)} %`,
    ),
    value: rate.rateBasisPoints,
    threshold: rate.thresholdBasisPoints,
  });
