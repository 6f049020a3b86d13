import type { BudgetLevel } from '../budgets/cost-split.js';
import type { Bilingual } from '../core/bilingual.js';
import { divideHalfUp, fen, formatYuan } from '../core/money.js';
import { REPORT_FIGURES, type ReportFigure } from '../core/report-figures.js';
import type { ReportDay } from './report-days.js';
import type { FigureSum } from './sum-figures.js';

export type Language = 'zh' | 'en';

/** A figure's amount as text: yuan with two places, or a number of jobs. */
export const amountText = (figure: ReportFigure, { amount }: FigureSum): string =>
  REPORT_FIGURES[figure].unit === 'money' ? formatYuan(fen(amount)) : String(amount);

const FEN_IN_A_HUNDREDTH_OF_WAN = 10_000n;

/** Fen in ten thousand yuan (万元) with two places, rounded half up: 24 900 000 000 fen are `24900.00`. */
export const wanText = (amount: number): string =>
  formatYuan(fen(Number(divideHalfUp(BigInt(amount), FEN_IN_A_HUNDREDTH_OF_WAN))));

/** Hundredths of a percent as a percentage with two places. */
export function percentText(basisPoints: number): string {
  const digits = String(basisPoints).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export const BUDGET_LEVEL_WORDS = {
  central: { zh: '中央', en: 'Central' },
  province: { zh: '省级', en: 'Province' },
  city: { zh: '市级', en: 'City' },
  district: { zh: '区级', en: 'District' },
} as const satisfies Record<BudgetLevel, Bilingual>;

const KNOWN_BY: Bilingual = {
  zh: '按截至日已登记的事实统计,其后补登或冲正会改变重新生成的数字',
  en: 'By what is known now of facts up to the day; a fact that comes later changes a report made again',
};

/** The notes under every report: as of when, and up to when overdue days are known. */
export function dayNotes({ closedThrough }: ReportDay, language: Language): string[] {
  const closed: Bilingual =
    closedThrough === null
      ? {
          zh: '尚未日终,逾期数为零不代表没有逾期',
          en: 'No business date is closed yet: overdue is not known',
        }
      : {
          zh: `逾期情况已知至日终业务日${closedThrough}`,
          en: `Overdue is known up to ${closedThrough}, the last business date that is closed`,
        };
  return [KNOWN_BY[language], closed[language]];
}

/** How a report says its day. */
export const asOfText = ({ asOf }: ReportDay, language: Language): string =>
  language === 'zh' ? `截至${asOf}` : `As of ${asOf}`;
