import { REPORT_FIGURES, REPORT_FIGURE_NAMES } from '../core/report-figures.js';
import { periodLabel } from '../core/report-periods.js';
import type { LendingReport } from './find-lending.js';
import type { ReportColumn, ReportTable } from '../core/report-table.js';
import { amountText, asOfText, dayNotes, type Language } from './report-words.js';

const GROUPS = {
  bankOrganisationId: { zh: '经办银行', en: 'Bank' },
  districtOrganisationId: { zh: '区', en: 'District' },
} as const;

const text = (kind: ReportColumn['kind'], label: string): ReportColumn => ({ kind, label });

/** Issued, balance, jobs, subsidy, overdue and compensation as a sheet. */
export function lendingTable(report: LendingReport, language: Language): ReportTable {
  const { rows, by } = report;
  const figures = REPORT_FIGURE_NAMES.flatMap((figure) => {
    const { unit } = REPORT_FIGURES[figure];
    const label = REPORT_FIGURES[figure][language];
    const [loans, amount] =
      language === 'zh' ? ['笔数', unit === 'money' ? '金额(元)' : '人数'] : ['loans', unit];
    return [
      { ...text('count', `${label} ${loans}`), section: label },
      { ...text(unit, `${label} ${amount}`), section: label },
    ];
  });
  return {
    title: language === 'zh' ? '创业担保贷款业务统计' : 'Startup guaranteed loans',
    subtitle: [asOfText(report, language)],
    columns: [
      text('text', language === 'zh' ? '期间' : 'Period'),
      text('text', by === null ? (language === 'zh' ? '范围' : 'Extent') : GROUPS[by][language]),
      ...figures,
    ],
    rows: rows.map(({ period, organisation, figures: sums }) => [
      periodLabel(period, language),
      organisation?.name ?? (language === 'zh' ? '合计' : 'All'),
      ...REPORT_FIGURE_NAMES.flatMap((figure) => [
        String(sums[figure].loans),
        amountText(figure, sums[figure]),
      ]),
    ]),
    total: null,
    notes: dayNotes(report, language),
    fileName: `lending-${report.asOf}`,
  };
}
