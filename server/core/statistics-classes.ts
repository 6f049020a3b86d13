import { BORROWER_CATEGORIES, isBorrowerCategory, type BorrowerCategory } from './borrower-categories.js';
import type { Bilingual } from './bilingual.js';

/** Where the statistics of borrowers count a loan: one of the ten classes of 财金〔2018〕107号, or what they leave out. */
export interface StatisticsClass {
  readonly label: Bilingual;
  /** The group; null for individuals without one and for enterprises. */
  readonly borrowerCategory: BorrowerCategory | null;
  readonly borrowerKind: 'individual' | 'enterprise';
  /** Whether it is one of the ten. */
  readonly ofTheTen: boolean;
}

const CATEGORIES = Object.keys(BORROWER_CATEGORIES).filter(isBorrowerCategory);

/** The ten classes in the order of the document, then local groups, individuals without a group, and enterprises. */
export const STATISTICS_CLASSES: readonly StatisticsClass[] = [
  ...CATEGORIES.map((category): StatisticsClass => {
    const { zh, en, statisticsClass } = BORROWER_CATEGORIES[category];
    return {
      label: { zh: statisticsClass ?? zh, en },
      borrowerCategory: category,
      borrowerKind: 'individual',
      ofTheTen: statisticsClass !== null,
    };
  }).toSorted((a, b) => Number(b.ofTheTen) - Number(a.ofTheTen)),
  {
    label: { zh: '个人,未注明人群', en: 'Individuals without a group' },
    borrowerCategory: null,
    borrowerKind: 'individual',
    ofTheTen: false,
  },
  {
    label: { zh: '小微企业', en: 'Enterprises' },
    borrowerCategory: null,
    borrowerKind: 'enterprise',
    ofTheTen: false,
  },
];
