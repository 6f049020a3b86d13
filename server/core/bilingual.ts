/** A sentence or label for people, in both languages the system speaks. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

export type Language = keyof Bilingual;
