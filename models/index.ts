import type { Model, ModelStatic, Sequelize } from 'sequelize';
import { AgreementExposure } from './agreement-exposure.js';
import { AgreementShare } from './agreement-share.js';
import { ApiClient } from './api-client.js';
import { ApiClientCredential } from './api-client-credential.js';
import { Application } from './application.js';
import { ApplicationBusiness } from './application-business.js';
import { ApplicationDecision } from './application-decision.js';
import { ApplicationParty } from './application-party.js';
import { Approval } from './approval.js';
import { Attachment } from './attachment.js';
import { AuditDeposit } from './audit-deposit.js';
import { AuditChain, AuditEvent } from './audit-event.js';
import { AuditWhitelistEntry } from './audit-whitelist-entry.js';
import { BankClass } from './bank-class.js';
import { BankScorecard } from './bank-scorecard.js';
import { Borrower } from './borrower.js';
import { BreakRemark } from './break-remark.js';
import { Budget } from './budget.js';
import { BudgetEntry } from './budget-entry.js';
import { CalendarYear } from './calendar-year.js';
import { ClawbackAmount } from './clawback-amount.js';
import { ClawbackCase } from './clawback-case.js';
import { ClawbackPart } from './clawback-part.js';
import { ClawbackReceipt } from './clawback-receipt.js';
import { ClaimedLine } from './claimed-line.js';
import { ClaimLineDecision } from './claim-line-decision.js';
import { CompensationClaim } from './compensation-claim.js';
import { CompensationEvidence } from './compensation-evidence.js';
import { CompensationPayment } from './compensation-payment.js';
import { CompensationShare } from './compensation-share.js';
import { CompensationStep } from './compensation-step.js';
import { CollectionAction } from './collection-action.js';
import { Consent } from './consent.js';
import { CooperationAgreement } from './cooperation-agreement.js';
import { CounterGuarantee } from './counter-guarantee.js';
import { DailyClose } from './daily-close.js';
import { DailyCloseRange } from './daily-close-range.js';
import { Disbursement } from './disbursement.js';
import { Document } from './document.js';
import { DocumentFile } from './document-file.js';
import { EligibilityResult } from './eligibility-result.js';
import { ErasureRun } from './erasure-run.js';
import { Extension } from './extension.js';
import { Guarantee } from './guarantee.js';
import { GuaranteeStop } from './guarantee-stop.js';
import { GuaranteeShare } from './guarantee-share.js';
import { GuarantorCapital } from './guarantor-capital.js';
import { GuarantorExposure } from './guarantor-exposure.js';
import { IdempotencyKey } from './idempotency-key.js';
import { Import } from './import.js';
import { ImportRejection } from './import-rejection.js';
import { Instalment } from './instalment.js';
import { Job } from './job.js';
import { LedgerAccount } from './ledger-account.js';
import { LedgerPosting } from './ledger-posting.js';
import { Loan } from './loan.js';
import { LoanEvent } from './loan-event.js';
import { LoanStandingChange } from './loan-standing-change.js';
import { LoanStatistics } from './loan-statistics.js';
import { LoanStanding } from './loan-standing.js';
import { LoanPrimeRate } from './loan-prime-rate.js';
import { Message } from './message.js';
import { MessageReceipt } from './message-receipt.js';
import { Notice } from './notice.js';
import { Notification } from './notification.js';
import { NotificationOptOut } from './notification-opt-out.js';
import { NumberSequence } from './number-sequence.js';
import { OneTimeCode } from './one-time-code.js';
import { Organisation } from './organisation.js';
import { OutboxMessage } from './outbox-message.js';
import { PaymentOrder } from './payment-order.js';
import { PaymentRun } from './payment-run.js';
import { PolicyParameterVersion } from './policy-parameter-version.js';
import { PolicyDraft } from './policy-draft.js';
import { PolicyImpact } from './policy-impact.js';
import { PostCheck } from './post-check.js';
import { RateLimit } from './rate-limit.js';
import { Reconciliation } from './reconciliation.js';
import { ReconciliationBreak } from './reconciliation-break.js';
import { Reconsideration } from './reconsideration.js';
import { Recovery } from './recovery.js';
import { RecoveryShare } from './recovery-share.js';
import { RefreshToken } from './refresh-token.js';
import { RegistryLookUp } from './registry-look-up.js';
import { RedFlagRun } from './red-flag-run.js';
import { RedFlagStep } from './red-flag-step.js';
import { RedFlag } from './red-flag.js';
import { Repayment } from './repayment.js';
import { RepaymentReserve } from './repayment-reserve.js';
import { ReplicationBeat } from './replication-beat.js';
import { RiskAlert } from './risk-alert.js';
import { RiskAlertAction } from './risk-alert-action.js';
import { RiskAlertSweep } from './risk-alert-sweep.js';
import { RosterEntry } from './roster-entry.js';
import { RosterFile } from './roster-file.js';
import { StageClock } from './stage-clock.js';
import { StatedBalance } from './stated-balance.js';
import { ClaimTerms } from './claim-terms.js';
import { SubsidyClaim } from './subsidy-claim.js';
import { SubsidyLine } from './subsidy-line.js';
import { SubsidyPayment } from './subsidy-payment.js';
import { SubsidyReservation } from './subsidy-reservation.js';
import { User } from './user.js';
import { UserSession } from './user-session.js';
import { WebSession } from './web-session.js';
import { WebhookAttempt } from './webhook-attempt.js';
import { WebhookDelivery } from './webhook-delivery.js';
import { WebhookSubscription } from './webhook-subscription.js';
import { WriteOff } from './write-off.js';

/** A model of ours: it can bind itself to a database. */
export type StoredModel = ModelStatic<Model> & { initialise(sequelize: Sequelize): void };

/** Every table, parents before children. */
export const MODELS: readonly StoredModel[] = [
  Organisation,
  User,
  UserSession,
  Recovery,
  RecoveryShare,
  WebSession,
  RefreshToken,
  OneTimeCode,
  Borrower,
  ClawbackCase,
  ClawbackAmount,
  ClawbackPart,
  ClawbackReceipt,
  CompensationClaim,
  CompensationEvidence,
  CompensationPayment,
  CompensationShare,
  CompensationStep,
  Consent,
  PolicyParameterVersion,
  PolicyDraft,
  PolicyImpact,
  LoanPrimeRate,
  CalendarYear,
  Application,
  ApplicationParty,
  ApplicationBusiness,
  ApplicationDecision,
  EligibilityResult,
  ErasureRun,
  Reconsideration,
  Attachment,
  Document,
  DocumentFile,
  RiskAlert,
  RiskAlertAction,
  RiskAlertSweep,
  StageClock,
  Approval,
  CooperationAgreement,
  AgreementShare,
  GuarantorCapital,
  GuarantorExposure,
  AgreementExposure,
  Guarantee,
  GuaranteeShare,
  GuaranteeStop,
  CounterGuarantee,
  Loan,
  LoanStatistics,
  Disbursement,
  Repayment,
  LoanEvent,
  Extension,
  Instalment,
  StatedBalance,
  Reconciliation,
  ReconciliationBreak,
  BreakRemark,
  DailyClose,
  LoanStanding,
  LoanStandingChange,
  BankClass,
  RepaymentReserve,
  BankScorecard,
  CollectionAction,
  PostCheck,
  SubsidyClaim,
  ClaimTerms,
  SubsidyLine,
  SubsidyPayment,
  PaymentRun,
  PaymentOrder,
  ClaimedLine,
  ClaimLineDecision,
  Budget,
  BudgetEntry,
  SubsidyReservation,
  LedgerAccount,
  LedgerPosting,
  Import,
  ImportRejection,
  RosterFile,
  RosterEntry,
  RegistryLookUp,
  RedFlagRun,
  RedFlag,
  RedFlagStep,
  AuditWhitelistEntry,
  AuditChain,
  AuditEvent,
  AuditDeposit,
  OutboxMessage,
  IdempotencyKey,
  Job,
  NumberSequence,
  Notice,
  Notification,
  NotificationOptOut,
  Message,
  RateLimit,
  ApiClient,
  ApiClientCredential,
  MessageReceipt,
  WebhookSubscription,
  WriteOff,
  WebhookDelivery,
  WebhookAttempt,
  ReplicationBeat,
  DailyCloseRange,
];

/** Binds every model to a database. */
export function initialiseModels(sequelize: Sequelize): void {
  for (const model of MODELS) model.initialise(sequelize);
}
