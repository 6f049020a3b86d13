import type { Endpoint } from '../endpoint.js';
import { API_CLIENT_ENDPOINTS } from './api-clients/endpoints.js';
import { APPLICATION_ENDPOINTS } from './applications/index.js';
import { AUDIT_ENDPOINTS } from './audit/endpoints.js';
import { AUTH_ENDPOINTS } from './auth/endpoints.js';
import { BANK_SCORECARD_ENDPOINTS } from './bank-scorecards/endpoints.js';
import { BUDGET_ENDPOINTS } from './budgets/endpoints.js';
import { CALCULATOR_ENDPOINTS } from './calculators/index.js';
import { COMPENSATION_CLAIM_ENDPOINTS } from './compensation-claims/index.js';
import { IMPORT_ENDPOINTS } from './imports/endpoints.js';
import { CLAWBACK_ENDPOINTS } from './clawback-cases/endpoints.js';
import { COLLECTION_ENDPOINTS } from './collections/endpoints.js';
import { CHANGE_REPORT_ENDPOINTS } from './change-reports/endpoints.js';
import { DAILY_CLOSE_ENDPOINTS } from './daily-closes/endpoints.js';
import { DOCUMENT_ENDPOINTS } from './documents/endpoints.js';
import { ERASURE_ENDPOINTS } from './erasure-runs/endpoints.js';
import { GUARANTEE_STOP_ENDPOINTS } from './guarantee-stops/endpoints.js';
import { GUARANTOR_ENDPOINTS } from './guarantors/endpoints.js';
import { LEDGER_ACCOUNT_ENDPOINTS } from './ledger-accounts/endpoints.js';
import { LOAN_PROOF_ENDPOINTS } from './loan-proofs/endpoints.js';
import { LOAN_ENDPOINTS } from './loans/index.js';
import { AGREEMENT_ENDPOINTS } from './cooperation-agreements/endpoints.js';
import { MESSAGE_ENDPOINTS } from './messages/endpoints.js';
import { OAUTH_ENDPOINTS } from './oauth/endpoints.js';
import { ORGANISATION_ENDPOINTS } from './organisations/endpoints.js';
import { PAYMENT_RUN_ENDPOINTS } from './payment-runs/endpoints.js';
import { POLICY_ENDPOINTS } from './policy/index.js';
import { POLICY_DRAFT_ENDPOINTS } from './policy-drafts/index.js';
import { POST_CHECK_ENDPOINTS } from './post-checks/endpoints.js';
import { RECONCILIATION_ENDPOINTS } from './reconciliations/endpoints.js';
import { RED_FLAG_CHECK_ENDPOINTS } from './red-flags/check-endpoints.js';
import { RED_FLAG_ENDPOINTS } from './red-flags/endpoints.js';
import { REGISTRY_LOOK_UP_ENDPOINTS } from './registry-look-ups/endpoints.js';
import { REPORT_ENDPOINTS } from './reports/endpoints.js';
import { REPORT_FILE_ENDPOINTS } from './reports/file-endpoints.js';
import { REPORT_PAPER_ENDPOINTS } from './report-papers/endpoints.js';
import { RISK_ALERT_ENDPOINTS } from './risk-alerts/endpoints.js';
import { RISK_REPORT_ENDPOINTS } from './risk-reports/endpoints.js';
import { PERSONAL_COPY_ENDPOINTS } from './personal-data-copies/endpoints.js';
import { ROSTER_ENDPOINTS } from './rosters/endpoints.js';
import { SUBSIDY_CLAIM_ENDPOINTS } from './subsidy-claims/index.js';
import { JOB_ENDPOINTS } from './jobs/endpoints.js';
import { USER_ENDPOINTS } from './users/endpoints.js';
import { WEBHOOK_ENDPOINTS } from './webhooks/index.js';

/** Every operation under /api. What is not listed here does not exist. */
export const API_ENDPOINTS: readonly Endpoint[] = [
  ...AUTH_ENDPOINTS,
  ...OAUTH_ENDPOINTS,
  ...API_CLIENT_ENDPOINTS,
  ...WEBHOOK_ENDPOINTS,
  ...USER_ENDPOINTS,
  ...PERSONAL_COPY_ENDPOINTS,
  ...JOB_ENDPOINTS,
  ...ERASURE_ENDPOINTS,
  ...ORGANISATION_ENDPOINTS,
  ...DOCUMENT_ENDPOINTS,
  ...AUDIT_ENDPOINTS,
  ...CALCULATOR_ENDPOINTS,
  ...POLICY_ENDPOINTS,
  ...POLICY_DRAFT_ENDPOINTS,
  ...REPORT_ENDPOINTS,
  ...REPORT_FILE_ENDPOINTS,
  ...REPORT_PAPER_ENDPOINTS,
  ...SUBSIDY_CLAIM_ENDPOINTS,
  ...PAYMENT_RUN_ENDPOINTS,
  ...BUDGET_ENDPOINTS,
  ...CLAWBACK_ENDPOINTS,
  ...COMPENSATION_CLAIM_ENDPOINTS,
  ...LEDGER_ACCOUNT_ENDPOINTS,
  ...LOAN_ENDPOINTS,
  ...LOAN_PROOF_ENDPOINTS,
  ...IMPORT_ENDPOINTS,
  ...ROSTER_ENDPOINTS,
  ...REGISTRY_LOOK_UP_ENDPOINTS,
  ...RED_FLAG_ENDPOINTS,
  ...RED_FLAG_CHECK_ENDPOINTS,
  ...DAILY_CLOSE_ENDPOINTS,
  ...CHANGE_REPORT_ENDPOINTS,
  ...COLLECTION_ENDPOINTS,
  ...APPLICATION_ENDPOINTS,
  ...AGREEMENT_ENDPOINTS,
  ...GUARANTOR_ENDPOINTS,
  ...GUARANTEE_STOP_ENDPOINTS,
  ...POST_CHECK_ENDPOINTS,
  ...RECONCILIATION_ENDPOINTS,
  ...MESSAGE_ENDPOINTS,
  ...RISK_ALERT_ENDPOINTS,
  ...RISK_REPORT_ENDPOINTS,
  ...BANK_SCORECARD_ENDPOINTS,
];
