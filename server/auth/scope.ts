import type { Application } from '../../models/application.js';
import type { BankScorecard } from '../../models/bank-scorecard.js';
import type { AuditWhitelistEntry } from '../../models/audit-whitelist-entry.js';
import type { Budget } from '../../models/budget.js';
import type { ClawbackCase } from '../../models/clawback-case.js';
import type { CompensationClaim } from '../../models/compensation-claim.js';
import type { CooperationAgreement } from '../../models/cooperation-agreement.js';
import type { Guarantee } from '../../models/guarantee.js';
import type { Import } from '../../models/import.js';
import type { GuaranteeStop } from '../../models/guarantee-stop.js';
import type { LedgerAccount } from '../../models/ledger-account.js';
import type { Loan } from '../../models/loan.js';
import type { PaymentRun } from '../../models/payment-run.js';
import type { PolicyDraft } from '../../models/policy-draft.js';
import type { PostCheck } from '../../models/post-check.js';
import type { Organisation } from '../../models/organisation.js';
import type { Reconciliation } from '../../models/reconciliation.js';
import type { ReconciliationBreak } from '../../models/reconciliation-break.js';
import type { RedFlag } from '../../models/red-flag.js';
import type { RiskAlert } from '../../models/risk-alert.js';
import type { RosterFile } from '../../models/roster-file.js';
import type { SubsidyClaim } from '../../models/subsidy-claim.js';
import { conditionOf, type SqlPart, type Where } from '../../models/condition.js';
import type { Actor } from '../context.js';
import { businessDate } from '../core/business-date.js';
import { EVERYTHING, NOTHING, ofBank, ofBankOrGuarantor, sideOf } from './scope-side.js';

/*
 * Which rows an actor sees: a condition that becomes part of the query itself, so that a row outside it is simply not
 * there (404) in lists, counts, reads and locks alike. Spread it last, so that no filter of the caller replaces it:
 *
 *   findRow(Loan, { where: { id, ...loanScope(actor) } })
 *
 * In a query written in SQL it is appended by `furtherConditionOf(loanScope(actor), 'l')` of models/condition.ts.
 *
 * What a role may do with the rows it sees is decided in `permissions.ts`.
 */

/** Earlier than anything in the system: a day that is there. */
const FIRST_DAY = businessDate(2000, 1, 1);
/** Filed for good at least once. What is still being written, or waits for the borrower's word, is nobody else's. */
const SUBMITTED = { submittedAt: { '>': '' } } as const;

/** Applications: one's own; those of one's station; those submitted to one's bank, guarantor or district; all submitted. */
export function applicationScope(actor: Actor): Where<Application> {
  const { side, organisationId } = sideOf(actor);
  switch (side) {
    case 'borrower':
      return { applicantUserId: actor.userId };
    case 'station':
      return { stationOrganisationId: organisationId };
    case 'bank':
      return { bankOrganisationId: organisationId, ...SUBMITTED };
    case 'guarantor':
      return { guarantorOrganisationId: organisationId, ...SUBMITTED };
    case 'district':
      return { districtOrganisationId: organisationId, ...SUBMITTED };
    case 'city':
      return SUBMITTED;
    default:
      return NOTHING;
  }
}

/** Loans: one's own (also those of one's enterprise); those one's station filed; those of one's bank, guarantor or district; all. */
export function loanScope(actor: Actor): Where<Loan> {
  const { side, organisationId } = sideOf(actor);
  switch (side) {
    case 'borrower':
      return {
        borrowerId: { in: { sql: 'SELECT id FROM borrowers WHERE userId = ?', parameters: [actor.userId] } },
      };
    case 'station':
      return { applicationId: { in: visibleApplications(actor) } };
    case 'bank':
      return { bankOrganisationId: organisationId };
    case 'guarantor':
      return { guarantorOrganisationId: organisationId };
    case 'district':
      return { districtOrganisationId: organisationId };
    case 'city':
      return EVERYTHING;
    default:
      return NOTHING;
  }
}

/** Guarantees: of the applications one sees as borrower, station or district; of one's bank or guarantor; all. */
export function guaranteeScope(actor: Actor): Where<Guarantee> {
  const { side, organisationId } = sideOf(actor);
  switch (side) {
    case 'borrower':
    case 'station':
    case 'district':
      return { applicationId: { in: visibleApplications(actor) } };
    case 'bank':
      return { bankOrganisationId: organisationId };
    case 'guarantor':
      return { guarantorOrganisationId: organisationId };
    case 'city':
      return EVERYTHING;
    default:
      return NOTHING;
  }
}

/** Subsidy claims: those of one's bank; all for the centre, the treasury and auditors. */
export function subsidyClaimScope(actor: Actor): Where<SubsidyClaim> {
  return ofBank(actor);
}

/** Claims for compensation: those of one's bank or guarantor; all for the city. */
export function compensationClaimScope(actor: Actor): Where<CompensationClaim> {
  return ofBankOrGuarantor(actor);
}

/** Imports: those of one's bank; all for the city. */
export function importScope(actor: Actor): Where<Import> {
  return ofBank(actor);
}

/** Cooperation agreements: those one's bank or guarantor is a party to; all for the city. */
export function agreementScope(actor: Actor): Where<CooperationAgreement> {
  return ofBankOrGuarantor(actor);
}

/** Checks after disbursement: those of one's bank or guarantor; all for the city. */
export function postCheckScope(actor: Actor): Where<PostCheck> {
  return ofBankOrGuarantor(actor);
}

/** Scorecards of banks: of one's own bank; of the banks that one's guarantor has an agreement with; all for the city. */
export function bankScorecardScope(actor: Actor): Where<BankScorecard> {
  const { side, organisationId } = sideOf(actor);
  if (side === 'city') return EVERYTHING;
  if (side === 'bank') return { bankOrganisationId: organisationId };
  if (side !== 'guarantor') return NOTHING;
  const partners = 'SELECT bankOrganisationId FROM cooperation_agreements WHERE guarantorOrganisationId = ?';
  return { bankOrganisationId: { in: { sql: partners, parameters: [organisationId] } } };
}

/** Stops of new guarantees: those of one's own bank, guarantor or district; all for the city. */
export function guaranteeStopScope(actor: Actor): Where<GuaranteeStop> {
  const { side, organisationId } = sideOf(actor);
  if (side === 'city') return EVERYTHING;
  return side === 'bank' || side === 'guarantor' || side === 'district' ? { organisationId } : NOTHING;
}

/** Organisations whose rates may stop new guarantees: one's own bank, guarantor or district; all for the city. */
export function measuredOrganisationScope(actor: Actor): Where<Organisation> {
  const { side, organisationId } = sideOf(actor);
  if (side === 'city') return EVERYTHING;
  return side === 'bank' || side === 'guarantor' || side === 'district' ? { id: organisationId } : NOTHING;
}

/** Reconciliations and their breaks: those of one's bank; all for the city. */
export function reconciliationScope(actor: Actor): Where<Reconciliation> & Where<ReconciliationBreak> {
  return ofBank(actor);
}

/** Risk alerts: on the loans of one's bank, guarantor or district; all for the city. Borrowers and stations see none. */
export function riskAlertScope(actor: Actor): Where<RiskAlert> {
  const { side, organisationId } = sideOf(actor);
  switch (side) {
    case 'bank':
      return { bankOrganisationId: organisationId };
    case 'guarantor':
      return { guarantorOrganisationId: organisationId };
    case 'district':
      return { districtOrganisationId: organisationId };
    case 'city':
      return EVERYTHING;
    default:
      return NOTHING;
  }
}

/** Demands for subsidy back: a borrower's own once they were issued; those on the loans of one's bank or district; all for the city. */
export function clawbackScope(actor: Actor): Where<ClawbackCase> {
  const { side, organisationId } = sideOf(actor);
  switch (side) {
    case 'borrower':
      return {
        borrowerId: { in: { sql: 'SELECT id FROM borrowers WHERE userId = ?', parameters: [actor.userId] } },
        issuedOn: { '>=': FIRST_DAY },
      };
    case 'bank':
      return { bankOrganisationId: organisationId };
    case 'district':
      return { districtOrganisationId: organisationId };
    case 'city':
      return EVERYTHING;
    default:
      return NOTHING;
  }
}

/** Budgets: the city's offices see all, nobody else any. */
export function budgetScope(actor: Actor): Where<Budget> {
  return sideOf(actor).side === 'city' ? EVERYTHING : NOTHING;
}

/** Drafts of policy: the city's offices see all, nobody else any. */
export function policyDraftScope(actor: Actor): Where<PolicyDraft> {
  return sideOf(actor).side === 'city' ? EVERYTHING : NOTHING;
}

/** Red flags: on the loans of one's district; all for the city. Banks and guarantors see none: they may be what is looked into. */
export function redFlagScope(actor: Actor): Where<RedFlag> {
  const { side, organisationId } = sideOf(actor);
  if (side === 'city') return EVERYTHING;
  return side === 'district' ? { districtOrganisationId: organisationId } : NOTHING;
}

/** What is whitelisted for audits: the city's offices see all, nobody else any. */
export function auditWhitelistScope(actor: Actor): Where<AuditWhitelistEntry> {
  return sideOf(actor).side === 'city' ? EVERYTHING : NOTHING;
}

/** Rosters of the city's other platforms: the city's offices see where they came from, nobody else. */
export function rosterScope(actor: Actor): Where<RosterFile> {
  return sideOf(actor).side === 'city' ? EVERYTHING : NOTHING;
}

/** Payment runs: those of one's bank once they are approved; all for the city. */
export function paymentRunScope(actor: Actor): Where<PaymentRun> {
  const { side, organisationId } = sideOf(actor);
  if (side === 'city') return EVERYTHING;
  return side === 'bank' ? { bankOrganisationId: organisationId, state: 'approved' } : NOTHING;
}

/** Accounts of the money ledger: the city's offices see all, nobody else any. */
export function ledgerAccountScope(actor: Actor): Where<LedgerAccount> {
  return sideOf(actor).side === 'city' ? EVERYTHING : NOTHING;
}

/** The ids of the applications one sees, as a query within the query. */
function visibleApplications(actor: Actor): SqlPart {
  const { sql, parameters } = conditionOf(applicationScope(actor));
  return { sql: `SELECT id FROM applications${sql}`, parameters };
}
