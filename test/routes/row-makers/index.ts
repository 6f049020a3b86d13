import { EXTENSION_ROW, LOAN_EVENT_ROW, LOAN_ROW, REPAYMENT_ROW } from './loan.js';
import { API_CLIENT_ROW, CREDENTIAL_ROW } from './api-client.js';
import { AGREEMENT_ROW, APPLICATION_ROW, ATTACHMENT_ROW } from './application.js';
import { AUDIT_EVENT_ROW } from './audit-event.js';
import { SCORECARD_ROW } from './bank-scorecard.js';
import { BREAK_ROW, RECONCILIATION_ROW } from './reconciliation.js';
import { IMPORT_ROW } from './import.js';
import { CLAWBACK_RECEIPT_ROW, CLAWBACK_ROW } from './clawback.js';
import { COMPENSATION_CLAIM_ROW, COMPENSATION_EVIDENCE_ROW, RECOVERY_ROW } from './compensation.js';
import { DAILY_CLOSE_ROW } from './daily-close.js';
import { GUARANTOR_ROW, STOP_ROW } from './guarantor.js';
import { DOCUMENT_ROW } from './document.js';
import { MESSAGE_ROW } from './message.js';
import { RED_FLAG_ROW, WHITELIST_ENTRY_ROW } from './red-flag.js';
import { ALERT_ROW } from './risk-alert.js';
import { ORGANISATION_ROW } from './organisation.js';
import { POLICY_DRAFT_ROW, POLICY_IMPACT_ROW, POLICY_PARAMETER_ROW } from './policy-draft.js';
import { POST_CHECK_ROW } from './post-check.js';
import { ROSTER_ROW } from './roster.js';
import type { RowMakers } from './row-maker.js';
import { BUDGET_ROW, LEDGER_ACCOUNT_ROW, PAYMENT_RUN_ROW, SUBSIDY_CLAIM_ROW } from './subsidies.js';
import { DELIVERY_ROW, SUBSCRIPTION_ROW } from './webhook.js';
import { ERASURE_ROW } from './erasure.js';
import { JOB_ROW } from './job.js';
import { USER_ROW } from './user.js';

/** One maker for every path parameter, one file for every kind of row. */
export const ROW_MAKERS: RowMakers = {
  alertId: ALERT_ROW,
  scorecardId: SCORECARD_ROW,
  apiClientId: API_CLIENT_ROW,
  deliveryId: DELIVERY_ROW,
  subscriptionId: SUBSCRIPTION_ROW,
  credentialId: CREDENTIAL_ROW,
  accountId: LEDGER_ACCOUNT_ROW,
  breakId: BREAK_ROW,
  budgetId: BUDGET_ROW,
  clawbackCaseId: CLAWBACK_ROW,
  clawbackReceiptId: CLAWBACK_RECEIPT_ROW,
  compensationClaimId: COMPENSATION_CLAIM_ROW,
  evidenceId: COMPENSATION_EVIDENCE_ROW,
  claimId: SUBSIDY_CLAIM_ROW,
  dailyCloseId: DAILY_CLOSE_ROW,
  documentId: DOCUMENT_ROW,
  erasureRunId: ERASURE_ROW,
  entryId: WHITELIST_ENTRY_ROW,
  eventId: AUDIT_EVENT_ROW,
  extensionId: EXTENSION_ROW,
  flagId: RED_FLAG_ROW,
  importId: IMPORT_ROW,
  guarantorId: GUARANTOR_ROW,
  loanId: LOAN_ROW,
  loanEventId: LOAN_EVENT_ROW,
  agreementId: AGREEMENT_ROW,
  applicationId: APPLICATION_ROW,
  attachmentId: ATTACHMENT_ROW,
  messageId: MESSAGE_ROW,
  organisationId: ORGANISATION_ROW,
  postCheckId: POST_CHECK_ROW,
  draftId: POLICY_DRAFT_ROW,
  impactId: POLICY_IMPACT_ROW,
  parameter: POLICY_PARAMETER_ROW,
  recoveryId: RECOVERY_ROW,
  reconciliationId: RECONCILIATION_ROW,
  repaymentId: REPAYMENT_ROW,
  rosterId: ROSTER_ROW,
  stopId: STOP_ROW,
  runId: PAYMENT_RUN_ROW,
  jobId: JOB_ROW,
  userId: USER_ROW,
};
