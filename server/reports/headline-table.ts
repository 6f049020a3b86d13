import { REPORT_FIGURES, REPORT_FIGURE_NAMES, type ReportFigure } from '../core/report-figures.js';
import { periodLabel } from '../core/report-periods.js';
import { HEADLINE_PARTS, type Headline, type HeadlineRow } from './find-headline.js';
import type { ReportTable } from '../core/report-table.js';
import { asOfText, dayNotes, wanText, type Language } from './report-words.js';

/** The half-year on one page, in ten thousand yuan as the city publishes it. */
export function headlineTable(report: Headline, language: Language): ReportTable {
  const zh = language === 'zh';
  const period = periodLabel(report.period, language);
  const columns = REPORT_FIGURE_NAMES.flatMap((figure) => {
    const { unit } = REPORT_FIGURES[figure];
    const label = REPORT_FIGURES[figure][language];
    return [
      { kind: 'count' as const, label: `${label} ${zh ? '笔数' : 'loans'}`, section: label },
      { kind: unit, label: `${label} ${unitWord(figure, language)}`, section: label },
    ];
  });
  return {
    title: zh ? `${period}创业担保贷款运行情况` : `Startup guaranteed loans, ${period}`,
    subtitle: [headlineSentence(report, language), asOfText(report, language)],
    columns: [{ kind: 'text', label: zh ? '范围' : 'Extent' }, ...columns],
    rows: report.rows.map((row) => cellsOf(row, language)),
    total: null,
    notes: dayNotes(report, language),
    fileName: `headline-${report.period.name}`,
  };
}

/** What the city publishes, in one sentence: loans, amount and subsidy. */
export function headlineSentence({ period, rows }: Headline, language: Language): string {
  const all = rows.find(({ part }) => part === 'all')?.figures;
  if (all === undefined) return '';
  const { issued, 'quarter-subsidy': subsidy } = all;
  const [amount, paid] = [wanText(issued.amount), wanText(subsidy.amount)];
  return language === 'zh'
    ? `${periodLabel(period, 'zh')}发放创业担保贷款${issued.loans}笔、${amount}万元,归属本期的贴息${paid}万元。`
    : `${period.name}: ${issued.loans} loans of ${amount} × 10,000 yuan issued, ${paid} × 10,000 yuan of subsidy for its quarters.`;
}

function cellsOf({ part, figures }: HeadlineRow, language: Language): string[] {
  return [
    HEADLINE_PARTS[part][language],
    ...REPORT_FIGURE_NAMES.flatMap((figure) => [
      String(figures[figure].loans),
      REPORT_FIGURES[figure].unit === 'money'
        ? wanText(figures[figure].amount)
        : String(figures[figure].amount),
    ]),
  ];
}

function unitWord(figure: ReportFigure, language: Language): string {
  if (REPORT_FIGURES[figure].unit === 'count') return language === 'zh' ? '人数' : 'count';
  return language === 'zh' ? '金额(万元)' : '10,000 yuan';
}
