import type { Bilingual } from '../bilingual.js';

/** Why a row of a bank's file is not accepted. */
export const ROW_PROBLEM_CODES = [
  'missing',
  'malformed',
  'formula',
  'scientific-notation',
  'excel-date',
  'unknown-value',
  'contradiction',
  'unknown-organisation',
  'unknown-contract',
  'unknown-original',
  'already-reversed',
  'conflict',
  'duplicate',
  'amount-exceeds-outstanding',
  'outside-loan-term',
] as const;
export type RowProblemCode = (typeof ROW_PROBLEM_CODES)[number];

/** One thing wrong with one row: where, which kind, and a sentence for the bank. Never holds the cell's own text. */
export interface RowProblem {
  /** Line of the file; the header is line 1. */
  readonly line: number;
  /** Header of the column; null where the row as a whole is meant. */
  readonly column: string | null;
  readonly code: RowProblemCode;
  /** What is wrong and how to mend it. */
  readonly message: Bilingual;
}

/** Of a day that lies ahead where only what has happened is reported. */
export const DAY_AHEAD: Bilingual = {
  zh: '日期晚于今天；请核对日期',
  en: 'The day lies ahead; check the date',
};
