import { dateOfDayNumber, dayNumber, parseBusinessDate, type BusinessDate } from '../business-date.js';

/*
 * What spreadsheet programs and input methods do to the text of a cell.
 */

const HAS_FULL_WIDTH = /[\uff01-\uff5e]/;
const FULL_WIDTH = /[\uff01-\uff5e]/g;
const FULL_WIDTH_OFFSET = 0xfee0;
const BEGINS_FORMULA = /^'?[=+\-@]/;
const PLAIN_NUMBER = /^[+-]?\d+(?:\.\d+)?$/;
const SCIENTIFIC = /^-?\d(?:\.\d+)?E\+\d+$/i;
const SERIAL = /^\d{5}(?:\.\d+)?$/;

/** Digits, letters and signs of a Chinese input method as the ASCII they stand for. */
export const halfWidth = (text: string): string =>
  HAS_FULL_WIDTH.test(text)
    ? text.replaceAll(FULL_WIDTH, (character) =>
        String.fromCharCode(character.charCodeAt(0) - FULL_WIDTH_OFFSET),
      )
    : text;

/** Whether a spreadsheet program would compute the cell; a number with a sign is none. */
export const isFormula = (text: string): boolean => BEGINS_FORMULA.test(text) && !PLAIN_NUMBER.test(text);

/** Whether a number is written as `1.23E+17`, as spreadsheet programs write long ones. */
export const isScientific = (text: string): boolean => SCIENTIFIC.test(text);

const DAY_0_OF_1900 = dayNumber(parseBusinessDate('1900-01-01')) - 2;
const DAY_0_OF_1904 = dayNumber(parseBusinessDate('1904-01-01'));
const LAST_SERIAL = 73_000;
/** From here on the 1900 system counts right; before, it has a 29 February 1900. */
const FIRST_SERIAL = 61;

/** The day that a serial number of the 1900 system stands for, where a text looks like one (20000 is in 1954). */
export function excelSerialDay(text: string): BusinessDate | undefined {
  return SERIAL.test(text) ? dayOfSerial(Math.trunc(Number(text)), false) : undefined;
}

/** The day of a serial number in the 1900 or the 1904 system; undefined where it is none. */
export function dayOfSerial(serial: number, system1904: boolean): BusinessDate | undefined {
  if (!Number.isInteger(serial) || serial < FIRST_SERIAL || serial > LAST_SERIAL) return undefined;
  return dateOfDayNumber((system1904 ? DAY_0_OF_1904 : DAY_0_OF_1900) + serial);
}
