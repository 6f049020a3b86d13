import type { Permission } from '../../../server/auth/permissions.js';
import type { DocumentSubject } from '../../../server/core/papers/document-kinds.js';

/** Where the papers about a kind of subject have their page, and where what they are about has its own. */
export interface PaperPlace {
  readonly subject: DocumentSubject;
  readonly folder: string;
  /** The name of the subject's id in the address; the city and one's own book have none. */
  readonly parameter: string | null;
  readonly permission: Permission;
  /** The folder of the subject's own page. */
  readonly page: string;
}

export const PAPER_PLACES: readonly PaperPlace[] = [
  { subject: 'loan', folder: 'loans', parameter: 'loanId', permission: 'loan.read', page: 'loans' },
  {
    subject: 'application',
    folder: 'applications',
    parameter: 'applicationId',
    permission: 'application.read',
    page: 'applications',
  },
  {
    subject: 'subsidy-claim',
    folder: 'subsidy-claims',
    parameter: 'claimId',
    permission: 'subsidy-claim.read',
    page: 'desk/subsidy-claims',
  },
  {
    subject: 'payment-run',
    folder: 'payment-runs',
    parameter: 'runId',
    permission: 'payment-run.read',
    page: 'desk/payment-runs',
  },
  {
    subject: 'compensation-claim',
    folder: 'compensation-claims',
    parameter: 'compensationClaimId',
    permission: 'compensation-claim.read',
    page: 'desk/compensation-claims',
  },
  {
    subject: 'clawback-case',
    folder: 'clawback-cases',
    parameter: 'clawbackCaseId',
    permission: 'clawback.read',
    page: 'desk/clawback-cases',
  },
  {
    subject: 'bank-scorecard',
    folder: 'bank-scorecards',
    parameter: 'scorecardId',
    permission: 'bank-scorecard.read',
    page: 'desk/bank-scorecards',
  },
  {
    subject: 'city',
    folder: 'dashboard',
    parameter: null,
    permission: 'monthly-report.read',
    page: 'dashboard',
  },
  {
    subject: 'organisation',
    folder: 'reports',
    parameter: null,
    permission: 'report-sheet.read',
    page: 'reports',
  },
];

/** The page of the papers about a subject: `/subsidy-claims/17/documents`. */
export function papersAddress(subject: DocumentSubject, id: string): string {
  const place = PAPER_PLACES.find((each) => each.subject === subject);
  if (!place) throw new Error(`Papers about ${subject} have no page`);
  return place.parameter === null ? `/${place.folder}/documents` : `/${place.folder}/${id}/documents`;
}
