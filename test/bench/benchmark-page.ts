import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { lineChart } from '../../templates/charts/line-chart.js';
import type { Svg } from '../../templates/charts/svg.js';
import type { BenchRow } from './measurement.js';

/** Where and when it was measured: a figure says nothing without. */
export interface Circumstances {
  readonly commit: string;
  readonly machine: string;
  readonly node: string;
  readonly engine: string;
  readonly loans: number;
  readonly rounds: number;
  /** How busy the machine was with other work when the run began: the load of the last minute. */
  readonly load: string;
}

/** The same measurement at several sizes of the book. */
export interface GrowthSeries {
  readonly loans: number;
  readonly rounds: number;
  readonly rows: readonly BenchRow[];
}

/** Everything that a page of benchmarks is made from. */
export interface BenchmarkPage {
  readonly circumstances: Circumstances;
  readonly rows: readonly BenchRow[];
  readonly growth: readonly GrowthSeries[];
}

const GIBIBYTE = 2 ** 30;

/** This machine and this commit. */
export function circumstancesHere(
  settings: Pick<Circumstances, 'loans' | 'rounds' | 'load'>,
  databaseUrl: string | undefined,
): Circumstances {
  const [processor] = cpus();
  const memory = Math.round(totalmem() / GIBIBYTE);
  return {
    ...settings,
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
    machine: `${cpus().length} cores, ${processor?.model.trim() ?? 'unknown'}, ${memory} GiB`,
    node: process.version,
    engine: databaseUrl === undefined ? 'embedded database' : 'MariaDB or MySQL on the same machine',
  };
}

const grouped = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 3 });
const cells = (...texts: readonly string[]): string => `| ${texts.join(' | ')} |`;
const MET = new Map<boolean | null, string>([
  [true, 'yes'],
  [false, '**no**'],
  [null, ''],
]);

/** The page in Markdown. Figures are medians of interleaved rounds; a missed goal stands there as it is. */
export function pageOf({ circumstances, rows, growth }: BenchmarkPage): string {
  const { commit, machine, node, engine, loans, rounds, load } = circumstances;
  return [
    '# Benchmarks',
    '',
    'Written by `npm run bench -- --page`. Each row compares the program with a baseline that does the same work on the same data, both sides in turns; ' +
      'figures are medians, and what both sides give is compared before it counts. Read them as ratios: the machine is shared.',
    '',
    `Commit ${commit}; ${machine}; Node ${node}; ${engine}; ${grouped(loans)} loans; ${rounds} rounds; load of the machine at the start ${load}.`,
    '',
    cells('measurement', 'ours', 'baseline', 'unit', 'ratio', 'goal', 'met'),
    cells('---', '---:', '---:', '---', '---:', '---', '---'),
    ...rows.map((row) =>
      cells(
        row.name,
        grouped(row.ours),
        row.baseline === null ? '' : grouped(row.baseline),
        row.unit,
        row.ratio === null ? '' : String(row.ratio),
        row.goal.replaceAll('>=', '≥').replaceAll('<=', '≤'),
        MET.get(row.met) ?? '',
      ),
    ),
    '',
    ...(growth.length === 0 ? [] : growthOf(growth)),
    '## What each row measures',
    '',
    ...rows.map(({ name, what }) => `- ${name}: ${what}`),
    '',
  ].join('\n');
}

function growthOf(growth: readonly GrowthSeries[]): string[] {
  const names = growth[0]?.rows.map(({ name }) => name) ?? [];
  const figure = (series: GrowthSeries, name: string): string => {
    const row = series.rows.find((each) => each.name === name);
    return row === undefined ? '' : `${grouped(row.ours)} ${row.unit}`;
  };
  return [
    '## Growth',
    '',
    cells('loans', 'rounds', ...names),
    cells('---:', '---:', ...names.map(() => '---:')),
    ...growth.map((series) =>
      cells(grouped(series.loans), String(series.rounds), ...names.map((name) => figure(series, name))),
    ),
    '',
    `![${GROWTH_LABEL}](benchmarks-growth.svg)`,
    '',
  ];
}

const GROWTH_LABEL = 'Loans a second by the size of the book';
const COLOURS = ['#0b5cad', '#b45309', '#047857', '#7c3aed'];
/** A drawing in a file of its own brings its style along. */
const STYLE = [
  'text{font:11px sans-serif;fill:#374151}.grid{stroke:#e5e7eb}path{fill:none;stroke-width:2}',
  ...COLOURS.map((colour, index) => `.stroke-${index}{stroke:${colour}}.fill-${index}{fill:${colour}}`),
].join('');

/** A line for each measurement that counts loans a second, over the sizes of the book. */
export function growthChart(growth: readonly GrowthSeries[]): Svg {
  const names = (growth[0]?.rows ?? []).filter(({ unit }) => unit === 'loans/s').map(({ name }) => name);
  const chart = lineChart({
    label: GROWTH_LABEL,
    places: growth.map(({ loans }) => grouped(loans)),
    series: names.map((name) => ({
      name,
      values: growth.map(({ rows }) => rows.find((row) => row.name === name)?.ours ?? 0),
    })),
    written: grouped,
  });
  return `${chart
    .replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="260" ')
    .replace('>', `><style>${STYLE}</style>`)}\n`;
}
