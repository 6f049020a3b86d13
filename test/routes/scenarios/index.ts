import { API_CLIENT_SCENARIOS } from './api-clients.js';
import { APPLICATION_SCENARIOS } from './applications.js';
import { AUDIT_SCENARIOS } from './audit.js';
import { AUTH_SCENARIOS } from './auth.js';
import { BANK_SCORECARD_SCENARIOS } from './bank-scorecards.js';
import { BUDGET_SCENARIOS } from './budgets.js';
import { CALCULATOR_SCENARIOS } from './calculators.js';
import { CLAWBACK_SCENARIOS } from './clawback-cases.js';
import { COMPENSATION_CLAIM_SCENARIOS } from './compensation-claims.js';
import { COLLECTION_SCENARIOS } from './collections.js';
import { IMPORT_SCENARIOS } from './imports.js';
import { DOCUMENT_SCENARIOS } from './documents.js';
import { DAILY_CLOSE_SCENARIOS } from './daily-closes.js';
import { ERASURE_SCENARIOS } from './erasure-runs.js';
import { GUARANTOR_SCENARIOS } from './guarantors.js';
import { LEDGER_ACCOUNT_SCENARIOS } from './ledger-accounts.js';
import { LOAN_SCENARIOS } from './loans.js';
import { AGREEMENT_SCENARIOS } from './cooperation-agreements.js';
import { MESSAGE_SCENARIOS } from './messages.js';
import { ORGANISATION_SCENARIOS } from './organisations.js';
import { PAYMENT_RUN_SCENARIOS } from './payment-runs.js';
import { POLICY_DRAFT_SCENARIOS } from './policy-drafts.js';
import { PERSONAL_COPY_SCENARIOS } from './personal-data-copies.js';
import { POLICY_SCENARIOS } from './policy.js';
import { POST_CHECK_SCENARIOS } from './post-checks.js';
import { RECONCILIATION_SCENARIOS } from './reconciliations.js';
import { RED_FLAG_SCENARIOS } from './red-flags.js';
import { REGISTRY_LOOK_UP_SCENARIOS } from './registry-look-ups.js';
import { RISK_ALERT_SCENARIOS } from './risk-alerts.js';
import { RISK_REPORT_SCENARIOS } from './risk-reports.js';
import { ROSTER_SCENARIOS } from './rosters.js';
import { SUBSIDY_CLAIM_SCENARIOS } from './subsidy-claims.js';
import { JOB_SCENARIOS } from './jobs.js';
import { USER_SCENARIOS } from './users.js';
import { WEBHOOK_SCENARIOS } from './webhooks.js';
import { REPORT_SCENARIOS } from './reports.js';
import type { Scenarios } from './world.js';

/** One scenario for every operation, one file for every tag. */
export const SCENARIOS: Scenarios = {
  ...AGREEMENT_SCENARIOS,
  ...API_CLIENT_SCENARIOS,
  ...APPLICATION_SCENARIOS,
  ...AUDIT_SCENARIOS,
  ...AUTH_SCENARIOS,
  ...BANK_SCORECARD_SCENARIOS,
  ...BUDGET_SCENARIOS,
  ...CALCULATOR_SCENARIOS,
  ...CLAWBACK_SCENARIOS,
  ...COMPENSATION_CLAIM_SCENARIOS,
  ...COLLECTION_SCENARIOS,
  ...IMPORT_SCENARIOS,
  ...DAILY_CLOSE_SCENARIOS,
  ...DOCUMENT_SCENARIOS,
  ...ERASURE_SCENARIOS,
  ...GUARANTOR_SCENARIOS,
  ...LEDGER_ACCOUNT_SCENARIOS,
  ...LOAN_SCENARIOS,
  ...MESSAGE_SCENARIOS,
  ...ORGANISATION_SCENARIOS,
  ...PAYMENT_RUN_SCENARIOS,
  ...PERSONAL_COPY_SCENARIOS,
  ...POLICY_SCENARIOS,
  ...POLICY_DRAFT_SCENARIOS,
  ...REPORT_SCENARIOS,
  ...POST_CHECK_SCENARIOS,
  ...RECONCILIATION_SCENARIOS,
  ...RED_FLAG_SCENARIOS,
  ...REGISTRY_LOOK_UP_SCENARIOS,
  ...RISK_ALERT_SCENARIOS,
  ...RISK_REPORT_SCENARIOS,
  ...ROSTER_SCENARIOS,
  ...SUBSIDY_CLAIM_SCENARIOS,
  ...JOB_SCENARIOS,
  ...USER_SCENARIOS,
  ...WEBHOOK_SCENARIOS,
};
