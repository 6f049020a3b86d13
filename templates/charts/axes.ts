import { element, textAt, type Svg } from './svg.js';

/** The frame that charts with two axes share. */
export const WIDTH = 640;
export const HEIGHT = 260;
export const LEFT = 84;
export const RIGHT = 16;
export const TOP = 32;
export const BOTTOM = 32;
export const TICKS = 4;
export const MOST_LABELS = 12;

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
