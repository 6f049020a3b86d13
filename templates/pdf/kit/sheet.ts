import PdfDocument from 'pdfkit';
import type { Align, Paper, PaperIdentity } from '../paper.js';
import { breakLines } from './break-lines.js';
import type { Typeface } from './typeface.js';

export type Element = PDFKit.PDFStructureElement;

/** The two weights that papers are set in. */
export interface Typefaces {
  readonly regular: Typeface;
  readonly bold: Typeface;
}

export interface Lettering {
  readonly size: number;
  readonly weight?: keyof Typefaces;
  readonly colour?: string;
  readonly align?: Align;
}

/** What a reader of the structure is told beside the text. */
export interface Marks extends PDFKit.Mixins.StructureElementOptions {
  readonly scope?: 'Row' | 'Column';
  readonly bbox?: readonly [number, number, number, number];
}

/** Where text stands: its upper left corner and its width. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export const INK = '#1a1a1a';
export const PALE_INK = '#595959';
export const RED = '#a8201a';
export const RULE = '#8c8c8c';
export const SHADE = '#f4f1ea';

const MARGIN = { left: 54, right: 54, top: 62, bottom: 60 } as const;
const LEADING = 1.55;
/** How far the baseline lies under the middle of a line, in ems: Chinese characters stand centred. */
const BASELINE = 0.38;

/** The pages of one paper while they are set: where the next thing stands, and how it is tagged. */
export class Sheet {
  readonly document: PDFKit.PDFDocument;
  readonly root: Element;
  readonly #faces: Typefaces;
  y: number = MARGIN.top;
  /** What follows the block at hand and must not stand alone on a page: kept with the block's last row. */
  tail = 0;

  constructor(
    { title, landscape }: Paper,
    readonly identity: PaperIdentity,
    faces: Typefaces,
  ) {
    this.#faces = faces;
    this.document = new PdfDocument({
      size: 'A4',
      layout: landscape ? 'landscape' : 'portrait',
      margins: { left: 0, right: 0, top: 0, bottom: 0 },
      // Without it, Helvetica is loaded.
      font: null as never,
      bufferPages: true,
      pdfVersion: '1.7',
      tagged: true,
      lang: 'zh-CN',
      displayTitle: true,
      info: {
        Title: `${title} ${identity.number}`,
        Author: identity.organisationName,
        Creator: 'Suidai',
        Producer: 'Suidai',
        CreationDate: identity.issuedAt,
        ModDate: identity.issuedAt,
      },
    });
    this.document.registerFont('regular', faces.regular.source as never);
    this.document.registerFont('bold', faces.bold.source as never);
    this.root = this.document.struct('Document');
    this.document.addStructure(this.root);
  }

  get left(): number {
    return MARGIN.left;
  }

  get right(): number {
    return this.document.page.width - MARGIN.right;
  }

  get width(): number {
    return this.right - this.left;
  }

  get bottom(): number {
    return this.document.page.height - MARGIN.bottom;
  }

  /** Begins a page unless so much still fits on this one. Answers whether a page was begun. */
  need(height: number): boolean {
    if (this.y + height <= this.bottom) return false;
    this.document.addPage();
    this.y = MARGIN.top;
    return true;
  }

  widthOf(text: string, { size, weight = 'regular' }: Lettering): number {
    return this.#faces[weight].widthOf(text, size);
  }

  lines(text: string, width: number, { size, weight = 'regular' }: Lettering): string[] {
    const face = this.#faces[weight];
    return breakLines(text, width, (part) => face.widthOf(part, size));
  }

  /** Draws lines into a box, the first at its top. */
  draw(lines: readonly string[], box: Box, lettering: Lettering): void {
    const { size, weight = 'regular', colour = INK, align = 'left' } = lettering;
    this.document.font(weight, size).fillColor(colour);
    for (const [index, line] of lines.entries()) {
      if (line === '') continue;
      const free = align === 'left' ? 0 : box.width - this.widthOf(line, lettering);
      const x = box.x + (align === 'center' ? free / 2 : free);
      const middle = box.y + size * LEADING * (index + 0.5);
      this.document.text(line, x, middle + size * BASELINE, { lineBreak: false, baseline: 'alphabetic' });
    }
  }

  /** What is drawn belongs to an element of the structure. */
  tagged(parent: Element, tag: string, draw: () => void, options: Marks = {}): void {
    parent.add(this.document.struct(tag, options, [draw]));
  }

  /** What is drawn is for the eye alone: rules, shades, what every page repeats. */
  artifact(draw: () => void, type: 'Pagination' | 'Layout' = 'Layout'): void {
    this.document.markContent('Artifact', { type });
    draw();
    this.document.endMarkedContent();
  }

  /** The height of so many lines. */
  static heightOf(lines: number, size: number): number {
    return lines * size * LEADING;
  }
}
