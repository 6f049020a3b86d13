import type { Bilingual } from '../bilingual.js';

interface ScoreMeasureEntry {
  readonly label: Bilingual;
  /** What part and whole are counted in. */
  readonly unit: 'cases' | 'fen';
  /** What is measured, as a part of what. */
  readonly meaning: Bilingual;
}

/** What a bank is measured by in a quarter. Weight and scale of each are the dated policy parameter `score-…`. */
export const SCORE_MEASURES = {
  'time-to-decide': {
    label: { zh: '审批时效', en: 'Time to decide' },
    unit: 'cases',
    meaning: {
      zh: '时限内办结的预审、授信和展期，占本季度办结或到期的件数',
      en: 'Prechecks, credit and extensions decided in time, of those decided or run out in the quarter',
    },
  },
  volume: {
    label: { zh: '放款规模', en: 'Volume' },
    unit: 'fen',
    meaning: {
      zh: '本季度放款额，相对于放款最多的银行',
      en: 'Disbursed in the quarter, of what the bank with the most has disbursed',
    },
  },
  'first-time-right': {
    label: { zh: '申报一次通过率', en: 'Claims right the first time' },
    unit: 'cases',
    meaning: {
      zh: '贴息和代偿申请未经退回即获批准的件数，占本季度首次有结论的件数',
      en: 'Subsidy and compensation claims approved without a return, of those first decided in the quarter',
    },
  },
  'difference-rate': {
    label: { zh: '贴息申报差异率', en: 'Differences in subsidy claims' },
    unit: 'cases',
    meaning: {
      zh: '首次申报文件中与系统计算不一致的行数，占该文件行数',
      en: 'Lines of the first claim file that differ from what was computed, of all its lines',
    },
  },
  'overdue-rate': {
    label: { zh: '逾期率', en: 'Overdue rate' },
    unit: 'fen',
    meaning: {
      zh: '季末逾期贷款余额，占贷款余额',
      en: 'Outstanding on overdue loans at quarter end, of all',
    },
  },
  'compensation-rate': {
    label: { zh: '代偿率', en: 'Compensation rate' },
    unit: 'fen',
    meaning: {
      zh: '截至季末已代偿贷款的担保金额，占累计担保金额',
      en: 'Guaranteed on loans compensated by quarter end, of all that was guaranteed',
    },
  },
  'change-reports': {
    label: { zh: '变更报告及时率', en: 'Changes reported in time' },
    unit: 'cases',
    meaning: {
      zh: '10个工作日内报告的变更，占本季度报告的变更',
      en: 'Changes reported within the working days of the policy, of those reported in the quarter',
    },
  },
} as const satisfies Record<string, ScoreMeasureEntry>;

export type ScoreMeasure = keyof typeof SCORE_MEASURES;

export const SCORE_MEASURE_NAMES = Object.keys(SCORE_MEASURES) as readonly ScoreMeasure[];
