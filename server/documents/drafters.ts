import type { SubjectPaperKind } from '../core/papers/document-kinds.js';
import type { Drafter } from './document-draft.js';
import {
  draftApplicationForm,
  draftApprovalSheet,
  draftEligibilityCertificate,
  draftGuaranteeLetter,
} from './drafts/application-papers.js';
import { draftBankScorecard, draftClawbackNotice } from './drafts/city-papers.js';
import { draftCollectionNotice } from './drafts/collection-notice.js';
import { draftCompensationApproval, draftRecoveryStatement } from './drafts/compensation-papers.js';
import { draftRepaymentSchedule, draftSubsidyStatement } from './drafts/loan-papers.js';
import { draftHalfYearReport, draftMonthlyReport } from './drafts/report-papers.js';
import { draftPaymentList, draftSubsidyApproval } from './drafts/subsidy-papers.js';

/** Where the facts of each kind of paper come from. */
export const DRAFTERS: { readonly [Kind in SubjectPaperKind]: Drafter<Kind> } = {
  'application-form': draftApplicationForm,
  'eligibility-certificate': draftEligibilityCertificate,
  'approval-sheet': draftApprovalSheet,
  'guarantee-letter': draftGuaranteeLetter,
  'repayment-schedule': draftRepaymentSchedule,
  'subsidy-statement': draftSubsidyStatement,
  'collection-notice': draftCollectionNotice,
  'subsidy-approval': draftSubsidyApproval,
  'payment-list': draftPaymentList,
  'compensation-approval': draftCompensationApproval,
  'recovery-statement': draftRecoveryStatement,
  'clawback-notice': draftClawbackNotice,
  'monthly-report': draftMonthlyReport,
  'half-year-report': draftHalfYearReport,
  'bank-scorecard': draftBankScorecard,
};
