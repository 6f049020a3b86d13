import type { DocumentKind } from './document-kinds.js';
import type { RepaymentScheduleFacts, SubsidyStatementFacts } from './loan-paper-facts.js';

/** What each kind of paper says. */
export type PaperFacts = {
  readonly 'repayment-schedule': RepaymentScheduleFacts;
  readonly 'subsidy-statement': SubsidyStatementFacts;
};

/** Every kind has its facts, and nothing else has. */
export type FactsOf<Kind extends DocumentKind> = PaperFacts[Kind];
