import type { BenchRow } from './measurement.js';

const MARKS = new Map<boolean | null, string>([
  [true, 'yes'],
  [false, 'NO'],
  [null, '-'],
]);

/** The rows as a table for people, followed by what each of them measures. */
export function reportOf(rows: readonly BenchRow[]): string {
  const table = [
    ['name', 'ours', 'baseline', 'unit', 'ratio', 'goal', 'met'],
    ...rows.map((row) => [
      row.name,
      grouped(row.ours),
      row.baseline === null ? '-' : grouped(row.baseline),
      row.unit,
      row.ratio === null ? '-' : String(row.ratio),
      row.goal,
      MARKS.get(row.met) ?? '',
    ]),
  ];
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((cells) => cells[column]?.length ?? 0)),
  );
  const lines = table.map((cells) =>
    cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '),
  );
  return [...lines, '', ...rows.map(({ name, what }) => `${name}: ${what}`), ''].join('\n');
}

const grouped = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 3 });
