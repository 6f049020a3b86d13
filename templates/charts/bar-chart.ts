import { scaleBand, scaleLinear } from 'd3-scale';
import { drawing, element, textAt, type Svg } from './svg.js';

/** One bar, or what is drawn side by side over one label. */
export interface BarGroup {
  readonly label: string;
  /** A value for each series, in whatever unit the axis is in. */
  readonly values: readonly number[];
}

export interface BarChart {
  /** What the chart says, in a sentence. */
  readonly label: string;
  readonly groups: readonly BarGroup[];
  /** The names of the series, where there are several. */
  readonly series: readonly string[];
  /** How a value of the axis is written. */
  readonly written: (value: number) => string;
}

const WIDTH = 640;
const HEIGHT = 260;
const LEFT = 84;
const RIGHT = 8;
const TOP = 32;
const BOTTOM = 32;
const TICKS = 4;
const MOST_LABELS = 12;

/** Upright bars over a common base, in groups where there are several series. */
export function barChart({ label, groups, series, written }: BarChart): Svg {
  const most = Math.max(...groups.flatMap(({ values }) => values), 0);
  const y = scaleLinear([0, most || 1], [HEIGHT - BOTTOM, TOP]).nice(TICKS);
  const x = scaleBand(
    groups.map((_, index) => index),
    [LEFT, WIDTH - RIGHT],
  ).padding(0.25);
  const inner = scaleBand(
    series.map((_, index) => index),
    [0, x.bandwidth()],
  );
  const every = Math.ceil(groups.length / MOST_LABELS);
  const bars = groups.flatMap(({ values }, index) =>
    values.map((value, serial) =>
      element('rect', {
        class: `fill-${serial}`,
        x: (x(index) ?? 0) + (inner(serial) ?? 0),
        y: y(value),
        width: Math.max(1, inner.bandwidth() - 1),
        height: Math.max(0, y(0) - y(value)),
      }),
    ),
  );
  const labels = groups.flatMap((group, index) =>
    index % every === 0
      ? [textAt((x(index) ?? 0) + x.bandwidth() / 2, HEIGHT - 8, group.label, { 'text-anchor': 'middle' })]
      : [],
  );
  return drawing(label, WIDTH, HEIGHT, ...axisOf(y, written), ...bars, ...labels, ...legendOf(series));
}

/** Lines of the axis with their values at the left. */
export function axisOf(
  y: { (value: number): number; ticks(count: number): number[] },
  written: (value: number) => string,
): Svg[] {
  return y
    .ticks(TICKS)
    .flatMap((tick) => [
      element('line', { class: 'grid', x1: LEFT, x2: WIDTH - RIGHT, y1: y(tick), y2: y(tick) }),
      textAt(LEFT - 6, y(tick) + 4, written(tick), { 'text-anchor': 'end' }),
    ]);
}

/** The names of the series beside their colours, along the top; one series needs none. */
export function legendOf(series: readonly string[]): Svg[] {
  if (series.length < 2) return [];
  const step = (WIDTH - LEFT - RIGHT) / series.length;
  return series.flatMap((name, index) => [
    element('rect', { class: `fill-${index}`, x: LEFT + index * step, y: 4, width: 12, height: 12 }),
    textAt(LEFT + index * step + 16, 16, name),
  ]);
}
