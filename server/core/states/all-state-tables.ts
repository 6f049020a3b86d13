import { APPLICATION_STATES } from './application-states.js';
import { CLAWBACK_CASE_STATES } from './clawback-case-states.js';
import { COMPENSATION_CLAIM_STATES } from './compensation-claim-states.js';
import { COOPERATION_AGREEMENT_STATES } from './cooperation-agreement-states.js';
import { GUARANTEE_STOP_STATES } from './guarantee-stop-states.js';
import { LOAN_STATES } from './loan-states.js';
import { POLICY_DRAFT_STATES } from './policy-draft-states.js';
import { POST_CHECK_STATES } from './post-check-states.js';
import { RECONCILIATION_BREAK_STATES } from './reconciliation-break-states.js';
import { RED_FLAG_STATES } from './red-flag-states.js';
import { RISK_ALERT_STATES } from './risk-alert-states.js';
import type { StateTable } from './state-machine.js';
import { SUBSIDY_CLAIM_STATES } from './subsidy-claim-states.js';

/** Every state table of the system. */
export const STATE_TABLES: readonly StateTable<string, string>[] = [
  APPLICATION_STATES,
  LOAN_STATES,
  SUBSIDY_CLAIM_STATES,
  COMPENSATION_CLAIM_STATES,
  COOPERATION_AGREEMENT_STATES,
  RECONCILIATION_BREAK_STATES,
  GUARANTEE_STOP_STATES,
  RISK_ALERT_STATES,
  RED_FLAG_STATES,
  POST_CHECK_STATES,
  POLICY_DRAFT_STATES,
  CLAWBACK_CASE_STATES,
];
