import { isDocumentKind, type DocumentKind } from '../../../server/core/papers/document-kinds.js';
import type { PaperFacts } from '../../../server/core/papers/paper-facts.js';
import type { Paper } from '../paper.js';
import {
  applicationForm,
  approvalSheet,
  eligibilityCertificate,
  guaranteeLetter,
} from './application-papers.js';
import { bankScorecard } from './bank-scorecard.js';
import { clawbackNotice } from './clawback-notice.js';
import { collectionNotice } from './collection-notice.js';
import { compensationApproval, recoveryStatement } from './compensation-papers.js';
import { repaymentSchedule } from './repayment-schedule.js';
import { reportPaper } from './report-papers.js';
import { paymentList, subsidyApproval } from './subsidy-papers.js';
import { subsidyStatement } from './subsidy-statement.js';

/** How each kind of paper is made from its facts. */
export const PAPERS: { readonly [Kind in DocumentKind]: (facts: PaperFacts[Kind]) => Paper } = {
  'application-form': applicationForm,
  'eligibility-certificate': eligibilityCertificate,
  'approval-sheet': approvalSheet,
  'guarantee-letter': guaranteeLetter,
  'repayment-schedule': repaymentSchedule,
  'subsidy-statement': subsidyStatement,
  'collection-notice': collectionNotice,
  'subsidy-approval': subsidyApproval,
  'payment-list': paymentList,
  'compensation-approval': compensationApproval,
  'recovery-statement': recoveryStatement,
  'clawback-notice': clawbackNotice,
  'monthly-report': reportPaper,
  'half-year-report': reportPaper,
  'bank-scorecard': bankScorecard,
  'report-sheet': reportPaper,
};

/** A paper from facts as they were kept; they are those of their kind, because they were kept by it. */
export function paperOf(kind: string, facts: unknown): Paper {
  if (!isDocumentKind(kind)) throw new Error(`No paper is called ${kind}`);
  return PAPERS[kind](facts as never);
}
