/*
 * What a paper says, before it is set: blocks in reading order. A paper is made by a pure function of its facts and knows
 * nothing of pages; the kit sets it on A4.
 */

export type Align = 'left' | 'center' | 'right';

/** A label with its value; `wide` takes a row of its own. */
export interface GridItem {
  readonly label: string;
  readonly text: string;
  readonly wide?: true;
}

/** A column of a table; widths are in proportion to each other. */
export interface Column {
  readonly title: string;
  readonly width: number;
  readonly align?: Align;
}

/** A box in which somebody's decision stands. */
export interface OpinionBox {
  readonly title: string;
  readonly text: string;
  /** Who decided and when, at the foot of the box on the right. */
  readonly signed: readonly string[];
}

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string; readonly indented?: true; readonly strong?: true }
  | { readonly kind: 'grid'; readonly items: readonly GridItem[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly string[])[];
      readonly total?: readonly string[];
      /** What is said in place of rows where there are none. */
      readonly empty?: string;
    }
  | {
      readonly kind: 'checks';
      readonly items: readonly { readonly text: string; readonly checked: boolean }[];
    }
  | { readonly kind: 'opinions'; readonly boxes: readonly OpinionBox[] }
  | { readonly kind: 'notes'; readonly items: readonly string[] };

export interface Paper {
  readonly title: string;
  /** What or whom it is about, under the title. */
  readonly subtitle?: string;
  readonly landscape?: true;
  readonly blocks: readonly Block[];
}

/** What makes one issued paper known among all: it stands on the paper and is confirmed by the verification page. */
export interface PaperIdentity {
  readonly number: string;
  readonly revision: number;
  readonly organisationName: string;
  /** The day on which it was issued, in Shanghai. */
  readonly issuedOn: string;
  readonly issuedAt: Date;
  /** Where it is verified, with its code. */
  readonly verifyAddress: string;
}
