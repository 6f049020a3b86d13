import { REPORT_FIGURES } from '../core/report-figures.js';
import { periodLabel } from '../core/report-periods.js';
import {
  CATEGORY_FIGURES,
  STATISTICS_PART_NAMES,
  type CategoryRow,
  type CategoryStatistics,
  type StatisticsPart,
} from './find-category-statistics.js';
import type { ReportColumn, ReportTable } from '../core/report-table.js';
import { amountText, asOfText, dayNotes, type Language } from './report-words.js';

const PART_LABELS: Readonly<Record<StatisticsPart, { readonly zh: string; readonly en: string }>> = {
  all: { zh: '', en: '' },
  women: { zh: '其中女性', en: 'women' },
  sexUnknown: { zh: '性别不详', en: 'sex unknown' },
  disabled: { zh: '其中残疾人', en: 'disabled' },
  disabilityUnknown: { zh: '是否残疾不详', en: 'disability unknown' },
};

/** Statistics by borrower category as a sheet: the ten classes first. */
export function categoryTable(report: CategoryStatistics, language: Language): ReportTable {
  const zh = language === 'zh';
  const columns = CATEGORY_FIGURES.flatMap((figure) =>
    STATISTICS_PART_NAMES.flatMap((part): ReportColumn[] => {
      const { unit } = REPORT_FIGURES[figure];
      const section = REPORT_FIGURES[figure][language];
      const label = `${section} ${PART_LABELS[part][language]}`.trim();
      const [loans, amount] = zh ? ['笔数', unit === 'money' ? '金额(元)' : '人数'] : ['loans', unit];
      return [
        { kind: 'count', label: `${label} ${loans}`, section },
        { kind: unit, label: `${label} ${amount}`, section },
      ];
    }),
  );
  const cellsOf = ({ statisticsClass, figures }: CategoryRow): string[] => [
    statisticsClass?.label[language] ?? (zh ? '合计' : 'All'),
    ...CATEGORY_FIGURES.flatMap((figure) =>
      STATISTICS_PART_NAMES.flatMap((part) => [
        String(figures[figure][part].loans),
        amountText(figure, figures[figure][part]),
      ]),
    ),
  ];
  const period = periodLabel(report.period, language);
  return {
    title: zh ? `创业担保贷款分人群统计(${period})` : `Startup guaranteed loans by group, ${period}`,
    subtitle: [zh ? '财金〔2018〕107号' : '财金〔2018〕107号', asOfText(report, language)],
    columns: [{ kind: 'text', label: zh ? '人群类别' : 'Group' }, ...columns],
    rows: report.rows.map(cellsOf),
    total: cellsOf(report.total),
    notes: [
      ...dayNotes(report, language),
      zh
        ? '存量接收的贷款可能没有性别、残疾和就业信息,单列为“不详”'
        : 'Loans from before the system may lack sex, disability and jobs: they are counted as unknown',
    ],
    fileName: `borrower-categories-${report.period.name}`,
  };
}
