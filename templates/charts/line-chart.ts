import { scaleLinear } from 'd3-scale';
import { curveMonotoneX, line } from 'd3-shape';
import { axisOf, BOTTOM, HEIGHT, LEFT, legendOf, MOST_LABELS, RIGHT, TICKS, TOP, WIDTH } from './axes.js';
import { drawing, element, textAt, type Svg } from './svg.js';

/** One line: a value for each place along the bottom, from the first on. */
export interface LineSeries {
  readonly name: string;
  readonly values: readonly number[];
}

export interface LineChart {
  /** What the chart says, in a sentence. */
  readonly label: string;
  readonly series: readonly LineSeries[];
  /** What stands along the bottom. */
  readonly places: readonly string[];
  readonly written: (value: number) => string;
}

/** Lines over common places; a series that ends early has a shorter line. */
export function lineChart({ label, series, places, written }: LineChart): Svg {
  const most = Math.max(...series.flatMap(({ values }) => values), 0);
  const y = scaleLinear([0, most || 1], [HEIGHT - BOTTOM, TOP]).nice(TICKS);
  const x = scaleLinear([0, Math.max(1, places.length - 1)], [LEFT, WIDTH - RIGHT]);
  const path = line<number>(
    (_, index) => x(index),
    (value) => y(value),
  ).curve(curveMonotoneX);
  const every = Math.ceil(places.length / MOST_LABELS);
  const lines = series.flatMap(({ values }, index) => [
    element('path', { class: `stroke-${index}`, d: path([...values]) ?? '' }),
    ...lastPoint(values, index, x, y),
  ]);
  const labels = places.flatMap((place, index) =>
    index % every === 0
      ? [
          textAt(x(index), HEIGHT - 8, place, {
            'text-anchor': index === places.length - 1 ? 'end' : 'middle',
          }),
        ]
      : [],
  );
  const legend = legendOf(series.map(({ name }) => name));
  return drawing(label, WIDTH, HEIGHT, ...axisOf(y, written), ...lines, ...labels, ...legend);
}

function lastPoint(
  values: readonly number[],
  index: number,
  x: (place: number) => number,
  y: (value: number) => number,
): Svg[] {
  const last = values.at(-1);
  if (last === undefined) return [];
  return [element('circle', { class: `fill-${index}`, cx: x(values.length - 1), cy: y(last), r: 3 })];
}
