/** How a column is set: text to the left; whole numbers, money and shares to the right. */
export type ReportColumnKind = 'text' | 'count' | 'money' | 'percent';

export type ReportColumn = {
  readonly label: string;
  readonly kind: ReportColumnKind;
  /** The figure that it belongs to: where a sheet is too narrow for all columns, those of one figure stay together. */
  readonly section?: string;
};

/**
 * A report as a sheet of paper shows it, whatever the paper: CSV, XLSX and PDF are made from it alone. Every cell is text already
 * (`249000000.00`, `70`, `3.10`); money is in yuan. There are as many cells in a row as there are columns.
 * A type alias, so that it can be kept as JSON.
 */
export type ReportTable = {
  /** `2025年上半年创业担保贷款运行情况`. */
  readonly title: string;
  /** Whose books, which days, as of when. */
  readonly subtitle: readonly string[];
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly string[])[];
  /** The last row, set apart. */
  readonly total: readonly string[] | null;
  /** What the reader has to know of the figures. */
  readonly notes: readonly string[];
  /** Without suffix: `支出进度通报-2025-06`. */
  readonly fileName: string;
};
