import type { ReportPaperFacts } from '../../../server/core/papers/report-paper-facts.js';
import type { Paper } from '../paper.js';

const WIDTHS = { text: 90, count: 52, money: 84, percent: 56 } as const;
/** More columns than this are set across the page. */
const MOST_UPRIGHT = 6;

/** A report: its sentence and day, its table, what has to be known of the figures. */
export function reportPaper({ title, subtitle, columns, rows, total, notes }: ReportPaperFacts): Paper {
  return {
    title,
    ...(columns.length > MOST_UPRIGHT && { landscape: true }),
    blocks: [
      ...subtitle.map((text) => ({ kind: 'paragraph', indented: true, text }) as const),
      {
        kind: 'table',
        columns: columns.map(({ label, kind }) => ({
          title: label,
          width: WIDTHS[kind],
          align: kind === 'text' ? 'left' : 'right',
        })),
        rows,
        ...(total !== null && { total }),
        empty: '这段时间没有业务',
      },
      ...(notes.length > 0 ? [{ kind: 'notes', items: notes } as const] : []),
    ],
  };
}
