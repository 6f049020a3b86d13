/** Markup of a drawing. It stands in a page as it is, without a script and without a style of its own. */
export type Svg = string;

/** Text as it may stand in markup. */
export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

type Attributes = Readonly<Record<string, string | number>>;

const TENTHS = 10;

/** A coordinate to a tenth of a pixel: what is finer is not seen, and makes pages long. */
const shown = (value: string | number): string =>
  typeof value === 'number' ? String(Math.round(value * TENTHS) / TENTHS) : escapeText(value);

/** One element with its attributes and what is inside. */
export function element(name: string, attributes: Attributes, ...inside: readonly Svg[]): Svg {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${shown(value)}"`);
  return `<${name}${written.join('')}>${inside.join('')}</${name}>`;
}

/** A line of text at a place. */
export const textAt = (x: number, y: number, text: string, attributes: Attributes = {}): Svg =>
  element('text', { x, y, ...attributes }, escapeText(text));

/** The whole drawing, as wide as there is room, with what it says for those who do not see it. */
export function drawing(label: string, width: number, height: number, ...inside: readonly Svg[]): Svg {
  const frame = { class: 'chart', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label };
  return element('svg', frame, ...inside);
}
