import type { ReportTable } from '../../../server/core/report-table.js';
import { isShown, valueAt } from '../desk/operations.js';
import { grouped } from '../words.js';

/** The addresses of the loans behind the figures of a row, in their order, as the API names them. */
function pathsIn(value: unknown): string[] {
  if (!isShown(value)) return [];
  const own = value['loansPath'];
  if (typeof own === 'string') return [own.replace('/api/v1/reports/loans', '/reports/loans')];
  return Object.values(value).flatMap(pathsIn);
}

const MONEY = /^-?\d+\.\d{2}$/;

/** A cell of a report: its text, how it is set, and where its loans are listed. */
export interface ReportCell {
  readonly text: string;
  readonly isNumber: boolean;
  readonly href?: string;
}

/** The cells of a sheet's row. A figure has two, how many loans and what they come to, and both lead to the loans. */
function cellsOf(table: ReportTable, texts: readonly string[], figures: unknown): ReportCell[] {
  const paths = pathsIn(figures);
  const numbers = table.columns.filter(({ kind }) => kind !== 'text').length;
  const inStep = paths.length > 0 && numbers === paths.length * 2;
  let place = 0;
  return texts.map((written, column) => {
    const kind = table.columns[column]?.kind;
    const isNumber = kind !== 'text';
    const text = kind === 'money' && MONEY.test(written) ? grouped(written) : written;
    const href = isNumber && inStep ? paths[Math.floor(place++ / 2)] : undefined;
    return { text, isNumber, ...(href !== undefined && { href }) };
  });
}

/** A sheet with the loans behind each figure, beside the same report as the API gives it; or with where each row leads as a whole. */
export function linkedRows(table: ReportTable, reply: unknown, rowLinks: readonly string[] = []) {
  const found = valueAt(reply, 'rows');
  const rows = Array.isArray(found) ? found : [];
  return {
    rows: table.rows.map((texts, place) => {
      const cells = cellsOf(table, texts, rows[place]);
      const [name, ...others] = cells;
      const href = rowLinks[place];
      return name && href !== undefined ? [{ ...name, href }, ...others] : cells;
    }),
    total: table.total && cellsOf(table, table.total, valueAt(reply, 'total')),
  };
}
