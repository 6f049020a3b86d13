import type {
  ApplicationFormFacts,
  ApprovalSheetFacts,
  EligibilityCertificateFacts,
  GuaranteeLetterFacts,
} from './application-paper-facts.js';
import type { DocumentKind } from './document-kinds.js';
import type {
  CollectionNoticeFacts,
  RepaymentScheduleFacts,
  SubsidyStatementFacts,
} from './loan-paper-facts.js';
import type {
  BankScorecardFacts,
  ClawbackNoticeFacts,
  CompensationApprovalFacts,
  PaymentListFacts,
  RecoveryStatementFacts,
  SubsidyApprovalFacts,
} from './money-paper-facts.js';
import type { ReportPaperFacts } from './report-paper-facts.js';

/** What each kind of paper says. */
export type PaperFacts = {
  readonly 'application-form': ApplicationFormFacts;
  readonly 'eligibility-certificate': EligibilityCertificateFacts;
  readonly 'approval-sheet': ApprovalSheetFacts;
  readonly 'guarantee-letter': GuaranteeLetterFacts;
  readonly 'repayment-schedule': RepaymentScheduleFacts;
  readonly 'subsidy-statement': SubsidyStatementFacts;
  readonly 'collection-notice': CollectionNoticeFacts;
  readonly 'subsidy-approval': SubsidyApprovalFacts;
  readonly 'payment-list': PaymentListFacts;
  readonly 'compensation-approval': CompensationApprovalFacts;
  readonly 'recovery-statement': RecoveryStatementFacts;
  readonly 'clawback-notice': ClawbackNoticeFacts;
  readonly 'monthly-report': ReportPaperFacts;
  readonly 'half-year-report': ReportPaperFacts;
  readonly 'bank-scorecard': BankScorecardFacts;
  readonly 'report-sheet': ReportPaperFacts;
};

/** Every kind has its facts, and nothing else has. */
export type FactsOf<Kind extends DocumentKind> = PaperFacts[Kind];
