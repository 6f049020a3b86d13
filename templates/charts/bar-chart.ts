import { scaleBand, scaleLinear } from 'd3-scale';
import { axisOf, BOTTOM, HEIGHT, LEFT, legendOf, MOST_LABELS, RIGHT, TICKS, TOP, WIDTH } from './axes.js';
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
