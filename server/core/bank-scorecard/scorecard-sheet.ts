import type { Language } from '../bilingual.js';
import { fen, formatYuan } from '../money.js';
import { formatBasisPoints } from '../stop-rules.js';
import type { ScoredMeasure } from './score-bank.js';
import { SCORE_MEASURES, type ScoreMeasure } from './score-measures.js';

/** A measure in words and figures, as a sheet of paper or a reply shows it. */
export interface SheetLine {
  readonly measure: ScoreMeasure;
  readonly name: string;
  readonly meaning: string;
  readonly unit: 'cases' | 'yuan';
  /** A number of cases, or yuan with two places. */
  readonly part: string;
  readonly whole: string;
  /** Percent with two places; null where there was nothing to measure. */
  readonly ratePercent: string | null;
  /** Of 100.00; null where there was nothing to measure. */
  readonly marks: string | null;
  readonly weight: number;
  readonly policyId: string;
  readonly verified: boolean;
}

/** The lines of a scorecard in their order. */
export const scorecardSheet = (measures: readonly ScoredMeasure[], language: Language): SheetLine[] =>
  measures.map((scored) => lineOf(scored, language));

function lineOf(
  { measure, part, whole, rateBasisPoints, marksBasisPoints, ...rule }: ScoredMeasure,
  language: Language,
): SheetLine {
  const { label, meaning, unit } = SCORE_MEASURES[measure];
  const isMoney = unit === 'fen';
  const written = (amount: number): string => (isMoney ? formatYuan(fen(amount)) : String(amount));
  return {
    measure,
    name: label[language],
    meaning: meaning[language],
    unit: isMoney ? 'yuan' : 'cases',
    part: written(part),
    whole: written(whole),
    ratePercent: orNull(rateBasisPoints),
    marks: orNull(marksBasisPoints),
    ...rule,
  };
}

const orNull = (basisPoints: number | null): string | null =>
  basisPoints === null ? null : formatBasisPoints(basisPoints);
