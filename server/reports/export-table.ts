import { csvRow } from '../exports/csv-row.js';
import { workbookBytes } from '../exports/workbook-bytes.js';
import type { ReportTable } from '../core/report-table.js';

/** As what a report can be taken along. */
export const REPORT_FORMATS = ['csv', 'xlsx'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export interface ReportFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** Lets spreadsheet programs read the text as UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** A report as a file: title, day, heading, rows, total and notes, one under the other. Fails: payload-too-large. */
export async function exportTable(table: ReportTable, format: ReportFormat): Promise<ReportFile> {
  const rows = rowsOf(table);
  if (format === 'csv') {
    const text = BYTE_ORDER_MARK + rows.map(csvRow).join('');
    return {
      fileName: `${table.fileName}.csv`,
      mediaType: 'text/csv; charset=utf-8',
      bytes: Buffer.from(text),
    };
  }
  const bytes = await workbookBytes(inTurn(rows));
  const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return { fileName: `${table.fileName}.xlsx`, mediaType, bytes };
}

function rowsOf({ title, subtitle, columns, rows, total, notes }: ReportTable): (readonly string[])[] {
  return [
    [title],
    ...subtitle.map((line) => [line]),
    columns.map(({ label }) => label),
    ...rows,
    ...(total === null ? [] : [total]),
    ...notes.map((note) => [note]),
  ];
}

async function* inTurn<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}
