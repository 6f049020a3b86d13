import type { Page } from '../page.js';
import { DECISION_PAGES } from './decisions.js';
import { FILING_PAGES } from './filing.js';
import { OVERVIEW_PAGES } from './overview.js';
import { PAPER_PAGES } from './papers.js';
import { SUBMISSION_PAGES } from './submission.js';

/** Applications. Addresses of a fixed word come before those that begin alike with any word. */
export const APPLICATION_PAGES: readonly Page[] = [
  ...PAPER_PAGES,
  ...SUBMISSION_PAGES,
  ...DECISION_PAGES,
  ...FILING_PAGES,
  ...OVERVIEW_PAGES,
];
