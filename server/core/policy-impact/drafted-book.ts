import type { BusinessDate } from '../business-date.js';
import { oneYearRateOf, versionOf, type DraftContent } from '../policy/draft-content.js';
import type { PolicyBook } from '../policy/policy-book.js';

/** The policy book as it would be with a draft, holding from its own day or, to try it on loans that exist, from an earlier one. */
export function draftedBook(book: PolicyBook, draft: DraftContent, assumedFrom: BusinessDate): PolicyBook {
  if (draft.kind === 'parameter')
    return book.asIf(versionOf(draft, draft.effectiveFrom, 'draft'), assumedFrom);
  if (draft.kind === 'calendar-year') return book;
  const { publishedOn, verified } = draft;
  return book.withRates([{ publishedOn, oneYear: oneYearRateOf(draft), verified }]);
}
