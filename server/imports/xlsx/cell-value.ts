import { dayOfSerial } from '../../core/bank-files/cell-text.js';
import type { Workbook } from './workbook.js';

/** A cell as it stands in the sheet. */
export interface RawCell {
  /** `s` shared text, `inlineStr` and `str` text, `b` yes or no, `e` an error, `n` or nothing a number. */
  readonly type: string;
  readonly format: number;
  readonly value: string;
  /** Undefined where the cell is not computed. */
  readonly formula: string | undefined;
}

/** As many significant figures as a spreadsheet program keeps. */
const FIGURES_KEPT = 15;

/**
 * The text that a cell would have in a CSV file. A formula stays one, so that it is refused; a date is written YYYY-MM-DD; a
 * number of more figures than a spreadsheet program keeps is written so that it shows.
 */
export function cellText({ type, format, value, formula }: RawCell, workbook: Workbook): string {
  if (formula !== undefined) return `=${formula}`;
  if (type === 's') return workbook.sharedTexts[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  if ((type !== '' && type !== 'n') || value === '') return value;
  const day = workbook.dateFormats.has(format) ? dayOfSerial(Number(value), workbook.system1904) : undefined;
  return day ?? numberText(Number(value));
}

/** A binary fraction as the decimal number that was entered: 1.1000000000000001 is 1.1. */
function numberText(number: number): string {
  if (Number.isInteger(number) && Math.abs(number) >= 10 ** FIGURES_KEPT) {
    return number.toExponential(FIGURES_KEPT - 1).replace('e', 'E');
  }
  return String(Number(number.toPrecision(FIGURES_KEPT))).replace('e', 'E');
}
