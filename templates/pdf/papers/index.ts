import { isDocumentKind, type DocumentKind } from '../../../server/core/papers/document-kinds.js';
import type { PaperFacts } from '../../../server/core/papers/paper-facts.js';
import type { Paper } from '../paper.js';
import { repaymentSchedule } from './repayment-schedule.js';
import { subsidyStatement } from './subsidy-statement.js';

/** How each kind of paper is made from its facts. */
export const PAPERS: { readonly [Kind in DocumentKind]: (facts: PaperFacts[Kind]) => Paper } = {
  'repayment-schedule': repaymentSchedule,
  'subsidy-statement': subsidyStatement,
};

/** A paper from facts as they were kept; they are those of their kind, because they were kept by it. */
export function paperOf(kind: string, facts: unknown): Paper {
  if (!isDocumentKind(kind)) throw new Error(`No paper is called ${kind}`);
  return PAPERS[kind](facts as never);
}
