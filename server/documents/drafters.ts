import type { DocumentKind } from '../core/papers/document-kinds.js';
import type { Drafter } from './document-draft.js';
import { draftRepaymentSchedule, draftSubsidyStatement } from './drafts/loan-papers.js';

/** Where the facts of each kind of paper come from. */
export const DRAFTERS: { readonly [Kind in DocumentKind]: Drafter<Kind> } = {
  'repayment-schedule': draftRepaymentSchedule,
  'subsidy-statement': draftSubsidyStatement,
};
