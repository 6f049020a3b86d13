/**
 * Tables whose rows are facts: inserted, never changed, never removed. A correction is another fact. The account under which the
 * program runs on a server may do no more with them (`grants.ts`).
 */
export const FACT_TABLES: ReadonlySet<string> = new Set([
  'agreement_shares',
  'application_decisions',
  'audit_deposits',
  'audit_events',
  'bank_classes',
  'repayment_reserves',
  'bank_scorecards',
  'break_remarks',
  'budget_entries',
  'claim_line_decisions',
  'claimed_lines',
  'clawback_amounts',
  'clawback_parts',
  'clawback_receipts',
  'collection_actions',
  'compensation_evidence',
  'compensation_payments',
  'compensation_shares',
  'compensation_steps',
  'consents',
  'disbursements',
  'document_files',
  'documents',
  'eligibility_results',
  'guarantee_shares',
  'guarantor_capitals',
  'instalments',
  'ledger_accounts',
  'ledger_postings',
  'loan_events',
  'loan_standing_changes',
  'notices',
  'policy_parameter_versions',
  'recoveries',
  'recovery_shares',
  'red_flag_steps',
  'registry_look_ups',
  'repayments',
  'risk_alert_actions',
  'risk_alert_sweeps',
  'stated_balances',
  'subsidy_payments',
  'webhook_attempts',
  'write_offs',
]);

/**
 * What of a fact may change, and only this: what is personal in it is sealed or indexed anew under another key, and overwritten when its retention
 * ends. Amounts, days, states and hashes never are.
 */
export const PERSONAL_COLUMNS_OF_FACTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['application_decisions', ['reason']],
  ['collection_actions', ['nextStep', 'note']],
  ['compensation_evidence', ['fileName']],
  ['compensation_steps', ['reason', 'takenByPersonIndex']],
  ['documents', ['factsCipher']],
  ['loan_events', ['note']],
  ['red_flag_steps', ['text']],
  ['registry_look_ups', ['subjectIndex']],
  ['risk_alert_actions', ['text']],
]);
