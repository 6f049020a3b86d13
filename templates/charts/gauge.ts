import { scaleLinear } from 'd3-scale';
import { drawing, element, type Svg } from './svg.js';

export interface Gauge {
  /** What the gauge says, in a sentence. */
  readonly label: string;
  readonly value: number;
  /** Where it becomes serious; drawn as a mark. */
  readonly threshold: number;
}

const WIDTH = 240;
const HEIGHT = 22;
const BAR = 12;
/** The scale ends a little beyond what is serious, so that the mark is seen. */
const BEYOND = 1.5;
const NEAR = 0.8;

/** A bar that fills towards a mark, and changes its colour near it and beyond. */
export function gauge({ label, value, threshold }: Gauge): Svg {
  const x = scaleLinear([0, Math.max(threshold * BEYOND, value)], [0, WIDTH]).clamp(true);
  const tone = value >= threshold ? 'bad' : value >= threshold * NEAR ? 'warn' : 'good';
  const y = (HEIGHT - BAR) / 2;
  return drawing(
    label,
    WIDTH,
    HEIGHT,
    element('rect', { class: 'track', x: 0, y, width: WIDTH, height: BAR, rx: 3 }),
    element('rect', { class: `tone-${tone}`, x: 0, y, width: x(value), height: BAR, rx: 3 }),
    element('line', { class: 'mark', x1: x(threshold), x2: x(threshold), y1: 1, y2: HEIGHT - 1 }),
  );
}

/** Parts of a whole in one bar, in the order of their colours; what is left stays empty. */
export function stackedBar(label: string, parts: readonly number[], whole: number): Svg {
  const x = scaleLinear([0, whole || 1], [0, WIDTH]).clamp(true);
  const y = (HEIGHT - BAR) / 2;
  let reached = 0;
  const drawn = parts.map((part, index) => {
    const from = x(reached);
    reached += part;
    return element('rect', {
      class: `fill-${index}`,
      x: from,
      y,
      width: Math.max(0, x(reached) - from),
      height: BAR,
    });
  });
  const track = element('rect', { class: 'track', x: 0, y, width: WIDTH, height: BAR, rx: 3 });
  return drawing(label, WIDTH, HEIGHT, track, ...drawn);
}
