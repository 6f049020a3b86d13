import type { ReportPaperFacts } from '../../../server/core/papers/report-paper-facts.js';
import { withChinesePunctuation } from '../../chinese-punctuation.js';
import type { Block, Paper } from '../paper.js';
import { groupedIfMoney } from '../wording.js';

type SheetColumn = ReportPaperFacts['columns'][number];

const WIDTHS = { text: 90, count: 52, money: 84, percent: 56 } as const;
/** More columns than this are set across the page. */
const MOST_UPRIGHT = 6;
/** As many columns of figures as stand beside each other; further figures stand in a table under it. */
const MOST_BESIDE = 6;

/** A report: its sentence and day, its tables, what has to be known of the figures. */
export function reportPaper(facts: ReportPaperFacts): Paper {
  const { title, subtitle, columns, notes } = facts;
  const tables = tablesOf(columns);
  const isWide = tables.some((places) => figuresIn(columns, places) > MOST_UPRIGHT);
  return {
    title,
    ...(isWide && { landscape: true }),
    blocks: [
      ...subtitle.map(
        (text) => ({ kind: 'paragraph', indented: true, text: withChinesePunctuation(text) }) as const,
      ),
      ...tables.map((places) => tableBlock(facts, places)),
      ...(notes.length > 0 ? [{ kind: 'notes', items: notes.map(withChinesePunctuation) } as const] : []),
    ],
  };
}

/** The columns of a table that ask for room: the figures where they are set in sections, otherwise all. */
const figuresIn = (columns: readonly SheetColumn[], places: readonly number[]): number =>
  places.filter((place) => columns[place]?.section !== undefined).length || places.length;

/**
 * Which columns stand in which table: one table, or as many as keep the columns of each figure together on a page. What names the rows
 * stands at the left of each.
 */
function tablesOf(columns: readonly SheetColumn[]): number[][] {
  const places = [...columns.keys()];
  const sectionAt = (place: number): string | undefined => columns[place]?.section;
  const names = places.filter((place) => sectionAt(place) === undefined);
  const tables: number[][] = [];
  for (const section of new Set(places.map(sectionAt))) {
    if (section === undefined) continue;
    const own = places.filter((place) => sectionAt(place) === section);
    const last = tables.at(-1);
    if (last && last.length + own.length <= MOST_BESIDE) last.push(...own);
    else tables.push(own);
  }
  return tables.length === 0 ? [names] : tables.map((table) => [...names, ...table]);
}

function tableBlock({ columns, rows, total }: ReportPaperFacts, places: readonly number[]): Block {
  const cellsOf = (cells: readonly string[]): string[] =>
    places.map((place) => {
      const cell = cells[place] ?? '';
      return columns[place]?.kind === 'money' ? groupedIfMoney(cell) : cell;
    });
  return {
    kind: 'table',
    columns: places.flatMap((place) => {
      const column = columns[place];
      if (!column) return [];
      const { label, kind } = column;
      return [
        {
          title: withChinesePunctuation(label),
          width: WIDTHS[kind],
          align: kind === 'text' ? 'left' : 'right',
        } as const,
      ];
    }),
    rows: rows.map(cellsOf),
    ...(total !== null && { total: cellsOf(total) }),
    empty: '这段时间没有业务',
  };
}
