import type { Actor } from '../context.js';
import { DomainError } from '../core/errors.js';
import type { Role } from '../core/roles.js';
import { covers } from './machine-scopes.js';

const ADMINISTRATORS: readonly Role[] = [
  'system-administrator',
  'security-administrator',
  'audit-administrator',
];
const BANK: readonly Role[] = ['bank-officer', 'bank-supervisor'];
/** Never a checker: what a machine may do stands in no list of those who approve. */
const MACHINE: Role = 'bank-machine';
const GUARANTOR: readonly Role[] = ['guarantor-officer', 'guarantor-supervisor'];
const CENTRE: readonly Role[] = ['municipal-officer', 'municipal-supervisor'];
const FILING: readonly Role[] = ['borrower', 'station-clerk'];
const CASE_READERS: readonly Role[] = [
  ...FILING,
  ...BANK,
  ...GUARANTOR,
  'district-reviewer',
  ...CENTRE,
  'finance-approver',
  'auditor',
];

/** Everybody who works on the programme for an office, a bank or a guarantor, and those who look at it. */
const REPORT_READERS: readonly Role[] = [
  ...BANK,
  ...GUARANTOR,
  'district-reviewer',
  ...CENTRE,
  'finance-approver',
  'auditor',
];

/** Those who read a borrower's name: the borrower, who files for them, and who works on the case. */
const SHOWN_NAMES: readonly Role[] = [...FILING, ...BANK, ...GUARANTOR, 'district-reviewer', ...CENTRE];

/**
 * Who may do what. A permission is `noun.verb`; which rows it covers is decided by scope (`scope.ts`), not here. Nobody has
 * what is not written down.
 */
export const PERMISSIONS = {
  /** One's own password and log-out: all that an account may do whose password has to be changed first. */
  'account.secure': [...CASE_READERS, ...ADMINISTRATORS],
  /** All that staff may do beside, before they have a second factor. */
  'account.enrol-second-factor': [...CASE_READERS, ...ADMINISTRATORS],
  'application.read': CASE_READERS,
  'application.file': FILING,
  'application.confirm': ['borrower'],
  'application.withdraw': FILING,
  'application.precheck': ['bank-officer'],
  'application.review-eligibility': ['district-reviewer'],
  'application.propose-credit': ['bank-officer'],
  'application.approve-credit': ['bank-supervisor'],
  'application.propose-guarantee': ['guarantor-officer'],
  'application.approve-guarantee': ['guarantor-supervisor'],
  'application.request-reconsideration': FILING,
  'application.reconsider': ['district-reviewer', 'bank-supervisor', 'guarantor-supervisor'],
  'attachment.read': CASE_READERS,
  'attachment.add': FILING,
  'agreement.read': [...BANK, ...GUARANTOR, ...CENTRE, 'finance-approver', 'auditor'],
  'agreement.propose': ['municipal-officer'],
  'agreement.approve': ['municipal-supervisor'],
  'bank-scorecard.read': [...BANK, ...GUARANTOR, ...CENTRE, 'finance-approver', 'auditor'],
  'bank-scorecard.compute': ['municipal-officer'],
  'guarantee.read': CASE_READERS,
  'capital.propose': ['municipal-officer'],
  'capital.approve': ['municipal-supervisor'],
  'guarantee-stop.read': [
    ...BANK,
    ...GUARANTOR,
    'district-reviewer',
    ...CENTRE,
    'finance-approver',
    'auditor',
  ],
  'guarantee-stop.propose-release': ['municipal-officer'],
  'guarantee-stop.approve-release': ['municipal-supervisor'],
  'post-check.read': [...BANK, ...GUARANTOR, ...CENTRE, 'finance-approver', 'auditor'],
  'post-check.propose': ['guarantor-officer'],
  'post-check.approve': ['guarantor-supervisor'],
  'exposure.read': [...GUARANTOR, ...CENTRE, 'finance-approver', 'auditor'],
  'loan.read': [...CASE_READERS, MACHINE],
  'loan-proof.read': [...CENTRE, 'finance-approver', 'auditor'],
  'loan.propose-disbursement': ['bank-officer'],
  'loan.disburse': ['bank-supervisor'],
  'document.read': CASE_READERS,
  'document.issue': [...SHOWN_NAMES, 'finance-approver', 'auditor'],
  'application-form.issue': SHOWN_NAMES,
  'application-form.read': SHOWN_NAMES,
  'eligibility-certificate.issue': ['district-reviewer'],
  'eligibility-certificate.read': SHOWN_NAMES,
  'approval-sheet.issue': ['bank-supervisor', 'guarantor-supervisor', ...CENTRE],
  'approval-sheet.read': [...BANK, ...GUARANTOR, 'district-reviewer', ...CENTRE],
  'guarantee-letter.issue': GUARANTOR,
  'guarantee-letter.read': SHOWN_NAMES,
  'repayment-schedule.issue': SHOWN_NAMES,
  'repayment-schedule.read': SHOWN_NAMES,
  'subsidy-statement.issue': SHOWN_NAMES,
  'subsidy-statement.read': SHOWN_NAMES,
  'collection-notice.issue': BANK,
  'collection-notice.read': SHOWN_NAMES,
  'subsidy-approval.issue': [...CENTRE, 'finance-approver'],
  'subsidy-approval.read': [...BANK, ...CENTRE, 'finance-approver', 'auditor'],
  'payment-list.issue': [...CENTRE, 'finance-approver'],
  'payment-list.read': [...BANK, ...CENTRE, 'finance-approver', 'auditor'],
  'compensation-approval.issue': [...CENTRE, 'finance-approver'],
  'compensation-approval.read': [...BANK, ...GUARANTOR, ...CENTRE, 'finance-approver', 'auditor'],
  'recovery-statement.issue': [...GUARANTOR, ...CENTRE],
  'recovery-statement.read': [...BANK, ...GUARANTOR, ...CENTRE, 'finance-approver', 'auditor'],
  'clawback-notice.issue': CENTRE,
  'clawback-notice.read': ['borrower', ...BANK, 'district-reviewer', ...CENTRE],
  /** A figure on paper is a way of reading it: numbered and verifiable, it changes nothing that is reported. */
  'monthly-report.issue': [...CENTRE, 'finance-approver', 'auditor'],
  'monthly-report.read': [...CENTRE, 'finance-approver', 'auditor'],
  'half-year-report.issue': [...CENTRE, 'finance-approver', 'auditor'],
  'half-year-report.read': [...CENTRE, 'finance-approver', 'auditor'],
  'report-sheet.issue': REPORT_READERS,
  'report-sheet.read': REPORT_READERS,
  /** Scorecards hold no personal data: whoever reads one may have it on paper. */
  'bank-scorecard.issue': [...BANK, ...CENTRE],
  'import.create': [...BANK, MACHINE, 'municipal-officer'],
  'import.read': [...BANK, MACHINE, ...CENTRE, 'finance-approver', 'auditor'],
  /** Rejected rows as they were sent, personal data among them. */
  'import.correct': [...BANK, MACHINE, 'municipal-officer'],
  'registry-consent.decide': ['borrower'],
  'roster.create': ['municipal-officer'],
  'roster.read': [...CENTRE, 'finance-approver', 'auditor'],
  'repayment.record': ['bank-officer', MACHINE],
  'repayment.reverse': ['bank-officer', 'bank-supervisor', MACHINE],
  'loan-event.record': ['bank-officer', MACHINE],
  'loan-event.withdraw': ['bank-officer', 'bank-supervisor', MACHINE],
  'extension.request': ['borrower', 'bank-officer'],
  'extension.decide': ['bank-supervisor'],
  'change-report.read': [
    ...BANK,
    ...GUARANTOR,
    'district-reviewer',
    ...CENTRE,
    'finance-approver',
    'auditor',
  ],
  'bank-class.record': ['bank-officer', MACHINE],
  'repayment-reserve.record': ['bank-officer', MACHINE],
  'collection.read': [...BANK, ...GUARANTOR, 'district-reviewer', ...CENTRE, 'finance-approver', 'auditor'],
  'collection.record': [...BANK, ...GUARANTOR],
  'business-date.read': [...CASE_READERS, MACHINE, ...ADMINISTRATORS],
  'daily-close.read': [...CENTRE, 'finance-approver', 'auditor', 'system-administrator'],
  'daily-close.run': ['municipal-officer', 'system-administrator'],
  'subsidy-claim.read': [...BANK, MACHINE, ...CENTRE, 'finance-approver', 'auditor'],
  'subsidy-claim.build': ['bank-officer', 'municipal-officer'],
  'subsidy-claim.submit': ['bank-supervisor'],
  'subsidy-claim.verify': ['municipal-officer'],
  'subsidy-claim.approve': ['municipal-supervisor'],
  'subsidy-claim.fund': ['finance-approver'],
  'subsidy-claim.return': [...CENTRE, 'finance-approver'],
  'subsidy-claim.pay': ['municipal-officer', 'finance-approver'],
  'compensation-claim.read': [...BANK, ...GUARANTOR, ...CENTRE, 'finance-approver', 'auditor'],
  'compensation-claim.open': ['bank-officer'],
  'compensation-claim.submit': ['bank-supervisor'],
  'compensation-claim.recompute': ['bank-officer', 'guarantor-officer'],
  'compensation-claim.verify': ['guarantor-officer'],
  'compensation-claim.return': [...GUARANTOR, 'municipal-supervisor', 'finance-approver'],
  'compensation-claim.reject': ['guarantor-supervisor', 'municipal-supervisor', 'finance-approver'],
  'compensation-claim.approve': ['municipal-supervisor'],
  'compensation-claim.consent': ['municipal-officer', 'finance-approver'],
  'compensation-claim.pay': ['guarantor-supervisor'],
  'recovery.record': ['bank-officer', 'guarantor-officer'],
  'recovery.record-cost': ['guarantor-officer'],
  'recovery.reverse': ['bank-supervisor', 'guarantor-supervisor'],
  'write-off.propose': ['guarantor-officer'],
  'write-off.approve': ['municipal-supervisor'],
  'write-off.confirm': ['finance-approver'],
  'payment-run.read': [...BANK, ...CENTRE, 'finance-approver', 'auditor'],
  'payment-run.propose': ['municipal-officer'],
  'payment-run.approve': ['finance-approver'],
  'clawback.read': ['borrower', ...BANK, 'district-reviewer', ...CENTRE, 'finance-approver', 'auditor'],
  'clawback.propose': ['municipal-officer'],
  'clawback.decide': ['municipal-supervisor'],
  'clawback.record-receipt': ['municipal-officer'],
  'clawback.reverse-receipt': ['municipal-supervisor'],
  'budget.read': [...CENTRE, 'finance-approver', 'auditor'],
  'budget.propose': ['municipal-officer'],
  'budget.approve': ['finance-approver'],
  'ledger.read': [...CENTRE, 'finance-approver', 'auditor'],
  'report.read': REPORT_READERS,
  'policy-draft.read': [...CENTRE, 'finance-approver', 'auditor'],
  'policy-draft.propose': ['municipal-officer'],
  'policy-draft.release': ['municipal-supervisor'],
  'reconciliation.read': [...BANK, ...CENTRE, 'finance-approver', 'auditor'],
  'reconciliation.compare': [...BANK, ...CENTRE],
  'reconciliation-break.assign': ['bank-supervisor', ...CENTRE],
  'reconciliation-break.explain': [...BANK, 'municipal-officer'],
  'reconciliation-break.accept': ['municipal-supervisor'],
  'reconciliation-break.reopen': CENTRE,
  'risk-alert.read': [...BANK, ...GUARANTOR, 'district-reviewer', ...CENTRE, 'finance-approver', 'auditor'],
  'risk-report.read': [...BANK, ...GUARANTOR, 'district-reviewer', ...CENTRE, 'finance-approver', 'auditor'],
  'risk-alert.assign': ['bank-supervisor', 'district-reviewer', ...CENTRE],
  'risk-alert.act': [...BANK, 'district-reviewer', ...CENTRE],
  'red-flag.read': ['district-reviewer', ...CENTRE, 'finance-approver', 'auditor'],
  'red-flag.act': ['district-reviewer', 'municipal-officer'],
  'red-flag.conclude': ['municipal-supervisor'],
  'red-flag.run': CENTRE,
  'audit-whitelist.read': [...CENTRE, 'finance-approver', 'auditor'],
  'audit-whitelist.propose': ['municipal-officer'],
  'audit-whitelist.approve': ['municipal-supervisor'],
  'user.read': ['system-administrator', 'security-administrator', 'auditor'],
  'user.create': ['system-administrator'],
  'user.disable': ['security-administrator'],
  'user.unlock': ['security-administrator'],
  'user.reset-password': ['security-administrator'],
  'user.reset-second-factor': ['security-administrator'],
  'user.change-role': ['system-administrator'],
  'organisation.read': [...CASE_READERS, ...ADMINISTRATORS],
  'organisation.create': ['system-administrator'],
  'api-client.read': ['system-administrator', 'security-administrator', 'auditor'],
  'api-client.register': ['system-administrator'],
  'api-client.authorise': ['security-administrator'],
  'webhook-subscription.read': [...BANK, 'system-administrator', 'security-administrator', 'auditor'],
  'webhook-subscription.propose': ['system-administrator'],
  'webhook-subscription.activate': ['security-administrator'],
  'webhook-delivery.replay': ['system-administrator'],
  'job.read': ['system-administrator', 'auditor'],
  'job.retry': ['system-administrator'],
  /** Whose personal data are erased, by number and count alone. */
  'erasure.read': [...ADMINISTRATORS, 'auditor'],
  'erasure.propose': ['system-administrator'],
  'erasure.approve': ['security-administrator'],
  'audit.read': ['auditor', 'audit-administrator'],
  'message.read': [...CASE_READERS, ...ADMINISTRATORS],
  'notification-setting.change': [...CASE_READERS, ...ADMINISTRATORS],
  /** All that is held about oneself, to take along. */
  'personal-data.copy': ['borrower'],
  'personal-data.reveal': [...BANK, ...GUARANTOR, 'district-reviewer', ...CENTRE],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** Whether a role has a permission. Guards and buttons ask the same question. */
export const can = (role: Role, permission: Permission): boolean =>
  (PERMISSIONS[permission] as readonly Role[]).includes(role);

/** Throws 'forbidden' unless the actor's role has the permission and, for a machine, its token covers it. */
export function authorise({ role, machine }: Pick<Actor, 'role' | 'machine'>, permission: Permission): void {
  if (!can(role, permission)) throw new DomainError('forbidden');
  if (role === MACHINE && !covers(machine?.scopes ?? [], permission)) {
    throw new DomainError('forbidden', { reason: 'outside-token-scope' });
  }
}

/** All permissions of a role. */
export const permissionsOf = (role: Role): Permission[] =>
  (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => can(role, permission));
