const NUMBER = /^-?\d+(\.\d+)?$/;
const BEGINS_FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** One row of a CSV file, with its line end. */
export const csvRow = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/** A cell that no spreadsheet program takes for a formula: what begins like one and is no plain number gets an apostrophe. */
function csvCell(text: string): string {
  const harmless = BEGINS_FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
