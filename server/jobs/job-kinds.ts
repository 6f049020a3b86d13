import { AGREEMENT_TERMS_JOB } from '../agreements/follow-terms.js';
import { EXPIRY_JOB } from '../applications/expiry-job.js';
import { AUDIT_DEPOSIT_JOB } from '../audit/make-deposit.js';
import { SCORECARD_JOB } from '../bank-scorecards/scorecard-job.js';
import { CLOSE_RANGE_JOB } from '../daily-close/close-range-job.js';
import { DAILY_CLOSE_JOB } from '../daily-close/daily-close-job.js';
import { ERASURE_JOB } from '../erasures/run-erasure.js';
import { STOP_RULES_JOB } from '../guarantee-stops/watch-rates.js';
import { IMPORT_JOB_KIND } from '../imports/run-import.js';
import { LOAN_STATISTICS_JOB } from '../loans/loan-statistics.js';
import { SEND_NOTIFICATIONS_JOB } from '../messages/send-notifications.js';
import { REMIND_JOB } from '../notices/remind-job.js';
import { POLICY_IMPACT_JOB } from '../policy-studio/impacts/impact-job.js';
import { RECONCILIATION_JOB } from '../reconciliation/reconciliation-job.js';
import { NIGHTLY_RED_FLAGS, RED_FLAG_RUN_JOB } from '../red-flags/run-checks.js';
import { RISK_ALERT_JOB } from '../risk-alerts/sweep-alerts.js';
import { FORGET_RECEIPTS } from '../signing/forget-receipts-job.js';
import { CLAWBACK_AGE_JOB } from '../subsidies/clawbacks/age-clawbacks.js';
import type { JobKind } from './job-kind.js';

/** Every kind of work that runs in the background. */
export const JOB_KINDS: readonly JobKind[] = [
  EXPIRY_JOB,
  AUDIT_DEPOSIT_JOB,
  IMPORT_JOB_KIND,
  RECONCILIATION_JOB,
  FORGET_RECEIPTS,
  DAILY_CLOSE_JOB,
  CLOSE_RANGE_JOB,
  RISK_ALERT_JOB,
  POLICY_IMPACT_JOB,
  LOAN_STATISTICS_JOB,
  RED_FLAG_RUN_JOB,
  NIGHTLY_RED_FLAGS,
  STOP_RULES_JOB,
  AGREEMENT_TERMS_JOB,
  SCORECARD_JOB,
  CLAWBACK_AGE_JOB,
  REMIND_JOB,
  SEND_NOTIFICATIONS_JOB,
  ERASURE_JOB,
];
