import { formatYuan, fen } from '../core/money.js';
import { periodLabel } from '../core/report-periods.js';
import type { BudgetSpending, SubsidySpending } from './find-subsidy-spending.js';
import type { ReportColumn, ReportTable } from '../core/report-table.js';
import { asOfText, BUDGET_LEVEL_WORDS, dayNotes, percentText, type Language } from './report-words.js';
import type { FigureSum } from './sum-figures.js';

/** The monthly circular of subsidy spending as a sheet; budgets stand in its notes. */
export function spendingTable(report: SubsidySpending, language: Language): ReportTable {
  const zh = language === 'zh';
  const month = periodLabel(report.month, language);
  const column = (kind: ReportColumn['kind'], chinese: string, english: string): ReportColumn => ({
    kind,
    label: zh ? chinese : english,
  });
  return {
    title: zh ? `${month}创业担保贷款贴息支出进度通报` : `Subsidy spending, ${month}`,
    subtitle: [asOfText(report, language)],
    columns: [
      column('text', '区', 'District'),
      column('count', '当月笔数', 'Loans in the month'),
      column('money', '当月支出(元)', 'Paid in the month'),
      column('count', '本年累计笔数', 'Loans in the year'),
      column('money', '本年累计支出(元)', 'Paid in the year'),
    ],
    rows: report.rows.map(({ district, inMonth, inYear }) => [
      district.name,
      ...cells(inMonth),
      ...cells(inYear),
    ]),
    total: [zh ? '合计' : 'All', ...cells(report.total.inMonth), ...cells(report.total.inYear)],
    notes: [...report.budgets.map((budget) => budgetNote(budget, language)), ...dayNotes(report, language)],
    fileName: `subsidy-spending-${report.month.name}`,
  };
}

const cells = (sum: FigureSum): string[] => [String(sum.loans), formatYuan(fen(sum.amount))];

function budgetNote(budget: BudgetSpending, language: Language): string {
  const level = `${BUDGET_LEVEL_WORDS[budget.level][language]}${budget.districtCode}`;
  const [allotted, paid] = [formatYuan(budget.allottedFen), formatYuan(budget.paidFen)];
  const progress = percentText(budget.progressBasisPoints);
  return language === 'zh'
    ? `${level}预算下达${allotted}元,已支出${paid}元,支出进度${progress}%`
    : `${level} budget: ${allotted} allotted, ${paid} paid, ${progress} %`;
}
