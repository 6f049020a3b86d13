import { create, type Font } from 'fontkit';

/** A glyph as pdfkit reads it. */
interface Glyph {
  readonly id: number;
  readonly advanceWidth: number;
  readonly codePoints: readonly number[];
}

/** A font that was parsed once and serves every paper of the process. */
export interface Typeface {
  /** What is handed to `registerFont`. */
  readonly source: object;
  /** The width of a line of text in points. */
  widthOf(text: string, size: number): number;
  /** The characters of a text that the font cannot show, once each. */
  missingIn(text: string): string[];
}

/**
 * Parses a font. Papers are set one glyph for each character: Chinese knows neither ligatures nor kerning, and looking them up took
 * half of the time that a paper takes.
 */
export function openTypeface(bytes: Uint8Array): Typeface {
  const font = create(bytes as Buffer) as Font;
  const glyphs = new Map<number, Glyph>();
  const glyphOf = (character: string): Glyph => {
    const codePoint = character.codePointAt(0) ?? 0;
    const known = glyphs.get(codePoint);
    if (known) return known;
    const { id, advanceWidth } = font.glyphForCodePoint(codePoint);
    const glyph = { id, advanceWidth, codePoints: [codePoint] };
    glyphs.set(codePoint, glyph);
    return glyph;
  };
  const widthOf = (text: string): number => {
    let width = 0;
    for (const character of text) width += glyphOf(character).advanceWidth;
    return width;
  };
  const layout = (text: string): object => {
    const run = Array.from(text, glyphOf);
    return {
      glyphs: run,
      // pdfkit scales each position in place.
      positions: run.map(({ advanceWidth }) => ({
        xAdvance: advanceWidth,
        yAdvance: 0,
        xOffset: 0,
        yOffset: 0,
      })),
      advanceWidth: run.reduce((sum, { advanceWidth }) => sum + advanceWidth, 0),
    };
  };
  return {
    source: Object.create(font, { layout: { value: layout } }) as object,
    widthOf: (text, size) => (widthOf(text) * size) / font.unitsPerEm,
    missingIn: (text) =>
      [...new Set(text)].filter((character) => !font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)),
  };
}
