import type { Permission } from '../auth/permissions.js';
import type { Bilingual } from '../core/bilingual.js';
import type { ApprovalAction } from './approval.js';

/** Who proposes and who checks an act that takes two persons, on which kind of subject, and what people call it. */
export interface ApprovalRule {
  readonly subjectKind: ApprovalSubjectKind;
  readonly proposedBy: Permission;
  readonly checkedBy: Permission;
  readonly label: Bilingual;
}

export type ApprovalSubjectKind =
  | 'application'
  | 'cooperation-agreement'
  | 'budget'
  | 'payment-run'
  | 'organisation'
  | 'guarantee-stop'
  | 'compensation-claim'
  | 'post-check'
  | 'policy-draft'
  | 'clawback-case'
  | 'red-flag'
  | 'audit-whitelist-entry';

/** Every act that takes two persons. The permissions are those of the operations that propose and decide. */
export const APPROVAL_ACTIONS = {
  'decide-credit': {
    subjectKind: 'application',
    proposedBy: 'application.propose-credit',
    checkedBy: 'application.approve-credit',
    label: { zh: '授信复核', en: 'Credit decision' },
  },
  'decide-guarantee': {
    subjectKind: 'application',
    proposedBy: 'application.propose-guarantee',
    checkedBy: 'application.approve-guarantee',
    label: { zh: '担保复核', en: 'Guarantee decision' },
  },
  disburse: {
    subjectKind: 'application',
    proposedBy: 'loan.propose-disbursement',
    checkedBy: 'loan.disburse',
    label: { zh: '放款复核', en: 'Disbursement' },
  },
  'activate-agreement': {
    subjectKind: 'cooperation-agreement',
    proposedBy: 'agreement.propose',
    checkedBy: 'agreement.approve',
    label: { zh: '合作协议批准', en: 'Cooperation agreement' },
  },
  'allot-budget': {
    subjectKind: 'budget',
    proposedBy: 'budget.propose',
    checkedBy: 'budget.approve',
    label: { zh: '预算下达批准', en: 'Allotment' },
  },
  'carry-over-budget': {
    subjectKind: 'budget',
    proposedBy: 'budget.propose',
    checkedBy: 'budget.approve',
    label: { zh: '预算结转批准', en: 'Carry-over' },
  },
  'approve-payment-run': {
    subjectKind: 'payment-run',
    proposedBy: 'payment-run.propose',
    checkedBy: 'payment-run.approve',
    label: { zh: '拨付批次批准', en: 'Payment run' },
  },
  'record-capital': {
    subjectKind: 'organisation',
    proposedBy: 'capital.propose',
    checkedBy: 'capital.approve',
    label: { zh: '担保资本复核', en: 'Guarantor’s capital' },
  },
  'release-stop': {
    subjectKind: 'guarantee-stop',
    proposedBy: 'guarantee-stop.propose-release',
    checkedBy: 'guarantee-stop.approve-release',
    label: { zh: '解除暂停批准', en: 'Release of a stop' },
  },
  'approve-write-off': {
    subjectKind: 'compensation-claim',
    proposedBy: 'write-off.propose',
    checkedBy: 'write-off.approve',
    label: { zh: '核销批准', en: 'Write-off' },
  },
  'confirm-write-off': {
    subjectKind: 'compensation-claim',
    proposedBy: 'write-off.approve',
    checkedBy: 'write-off.confirm',
    label: { zh: '核销确认', en: 'Write-off, by finance' },
  },
  'close-post-check': {
    subjectKind: 'post-check',
    proposedBy: 'post-check.propose',
    checkedBy: 'post-check.approve',
    label: { zh: '事后核查复核', en: 'Finding of a post-check' },
  },
  'release-policy': {
    subjectKind: 'policy-draft',
    proposedBy: 'policy-draft.propose',
    checkedBy: 'policy-draft.release',
    label: { zh: '政策发布复核', en: 'Release of a policy' },
  },
  'conclude-red-flag': {
    subjectKind: 'red-flag',
    proposedBy: 'red-flag.act',
    checkedBy: 'red-flag.conclude',
    label: { zh: '疑点结论', en: 'Conclusion of a red flag' },
  },
  'whitelist-element': {
    subjectKind: 'audit-whitelist-entry',
    proposedBy: 'audit-whitelist.propose',
    checkedBy: 'audit-whitelist.approve',
    label: { zh: '审核要素白名单', en: 'Whitelisting of an audit element' },
  },
  'decide-clawback': {
    subjectKind: 'clawback-case',
    proposedBy: 'clawback.propose',
    checkedBy: 'clawback.decide',
    label: { zh: '追回审批', en: 'Clawback' },
  },
} as const satisfies Record<ApprovalAction, ApprovalRule>;

const ACTIONS = Object.keys(APPROVAL_ACTIONS) as ApprovalAction[];

/** The acts that fit. */
export const actionsWhere = (fits: (rule: ApprovalRule) => boolean): ApprovalAction[] =>
  ACTIONS.filter((action) => fits(APPROVAL_ACTIONS[action]));
