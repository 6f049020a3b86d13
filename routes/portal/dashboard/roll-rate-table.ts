import type { Bilingual } from '../../../server/core/bilingual.js';
import { LOAN_STAGES } from '../../../server/core/risk-reports/loan-stages.js';
import { RISK_CLASSES } from '../../../server/core/risk-class.js';
import type { RollRateReport } from '../../../server/risk-reports/find-roll-rates.js';

/** One cell of the matrix: what part of a row went where, and how deep it is coloured. */
export interface RollRateCellView {
  readonly shareBasisPoints: number;
  readonly loans: number;
  /** 0 none … 5 nearly all. */
  readonly depth: number;
  /** Whether it went from better to worse, stayed, or got better. */
  readonly tone: 'worse' | 'same' | 'better';
}

const STEPS = 5;
const WHOLE = 10_000;

const NEW: Bilingual = { zh: '本期新发放', en: 'New' };
const WORDS: Readonly<Record<string, Bilingual>> = { ...RISK_CLASSES, ...LOAN_STAGES, new: NEW };
const ORDER = Object.keys(RISK_CLASSES);

const wordOf = (state: string): Bilingual => WORDS[state] ?? { zh: state, en: state };

function toneOf(from: string, to: string): RollRateCellView['tone'] {
  const [before, after] = [ORDER.indexOf(from), ORDER.indexOf(to)];
  if (after === -1) return to === 'settled' ? 'better' : 'worse';
  if (before === -1 || before === after) return 'same';
  return after > before ? 'worse' : 'better';
}

/** The matrix of a month as people read it: rows where loans were, columns where they went. Rows without a loan are left out. */
export function rollRateTable({ from, asOf, rows }: RollRateReport) {
  const columns = rows[0]?.cells.map(({ to }) => ({ state: to, label: wordOf(to) })) ?? [];
  return {
    from,
    asOf,
    columns,
    rows: rows
      .filter(({ loans }) => loans > 0)
      .map((row) => ({
        label: wordOf(row.from),
        loans: row.loans,
        cells: row.cells.map(({ to, loans, shareBasisPoints }): RollRateCellView => ({
          shareBasisPoints,
          loans,
          depth: Math.ceil((shareBasisPoints * STEPS) / WHOLE),
          tone: toneOf(row.from, to),
        })),
      })),
  };
}
