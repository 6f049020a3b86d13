import type { Bilingual } from '../bilingual.js';
import type { StateTable } from './state-machine.js';

const states = {
  draft: { zh: '草稿', en: 'Draft' },
  'awaiting-confirmation': { zh: '待借款人确认', en: 'Awaiting the borrower’s confirmation' },
  submitted: { zh: '已提交', en: 'Submitted' },
  returned: { zh: '退回补正', en: 'Returned for correction' },
  prechecked: { zh: '银行预审通过', en: 'Passed the bank’s precheck' },
  eligible: { zh: '资格审核通过', en: 'Eligible' },
  'in-due-diligence': { zh: '尽职调查中', en: 'In due diligence' },
  approved: { zh: '已批准', en: 'Approved' },
  disbursed: { zh: '已放款', en: 'Disbursed' },
  rejected: { zh: '未通过', en: 'Rejected' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
  expired: { zh: '已失效', en: 'Expired' },
} as const satisfies Record<string, Bilingual>;

const events = {
  'request-confirmation': { zh: '请借款人确认', en: 'Ask the borrower to confirm' },
  confirm: { zh: '确认并提交', en: 'Confirm and submit' },
  'decline-confirmation': { zh: '不确认,退回修改', en: 'Decline and send back' },
  submit: { zh: '提交', en: 'Submit' },
  return: { zh: '退回补正', en: 'Return for correction' },
  'pass-precheck': { zh: '预审通过', en: 'Pass the precheck' },
  'refuse-precheck': { zh: '预审不通过', en: 'Refuse at the precheck' },
  'confirm-eligibility': { zh: '资格审核通过', en: 'Confirm eligibility' },
  'refuse-eligibility': { zh: '资格审核不通过', en: 'Refuse eligibility' },
  'begin-due-diligence': { zh: '开始尽职调查', en: 'Begin due diligence' },
  'agree-credit': { zh: '银行同意授信', en: 'Agree to the credit' },
  'agree-guarantee': { zh: '担保方同意担保', en: 'Agree to the guarantee' },
  approve: { zh: '批准', en: 'Approve' },
  'refuse-credit': { zh: '银行不同意授信', en: 'Refuse the credit' },
  'refuse-guarantee': { zh: '担保方不同意担保', en: 'Refuse the guarantee' },
  disburse: { zh: '放款', en: 'Disburse' },
  withdraw: { zh: '撤回', en: 'Withdraw' },
  expire: { zh: '失效', en: 'Expire' },
  'reconsider-precheck': { zh: '申请复核预审', en: 'Ask to reconsider the precheck' },
  'reconsider-eligibility': { zh: '申请复核资格', en: 'Ask to reconsider eligibility' },
  'reconsider-credit': { zh: '申请复核授信', en: 'Ask to reconsider the credit' },
  'reconsider-guarantee': { zh: '申请复核担保', en: 'Ask to reconsider the guarantee' },
} as const satisfies Record<string, Bilingual>;

export type ApplicationState = keyof typeof states;
export type ApplicationEvent = keyof typeof events;

/**
 * The life of an application. What a service station files waits for the borrower's confirmation. In due diligence the
 * bank and the guarantor decide side by side: the first to agree leaves the state as it is, the second approves
 * (`agreementEvent`); one refusal rejects. A refused applicant may ask that the stage that refused looks again.
 */
export const APPLICATION_STATES: StateTable<ApplicationState, ApplicationEvent> = {
  name: 'application',
  initial: 'draft',
  states,
  events,
  rows: [
    { from: 'draft', event: 'submit', to: 'submitted', roles: ['borrower'] },
    { from: 'draft', event: 'request-confirmation', to: 'awaiting-confirmation', roles: ['station-clerk'] },
    { from: 'draft', event: 'withdraw', to: 'withdrawn', roles: ['borrower', 'station-clerk'] },
    { from: 'draft', event: 'expire', to: 'expired', roles: ['system'] },

    { from: 'awaiting-confirmation', event: 'confirm', to: 'submitted', roles: ['borrower'] },
    { from: 'awaiting-confirmation', event: 'decline-confirmation', to: 'draft', roles: ['borrower'] },
    { from: 'awaiting-confirmation', event: 'withdraw', to: 'withdrawn', roles: ['borrower'] },
    { from: 'awaiting-confirmation', event: 'expire', to: 'expired', roles: ['system'] },

    { from: 'submitted', event: 'pass-precheck', to: 'prechecked', roles: ['bank-officer'] },
    { from: 'submitted', event: 'refuse-precheck', to: 'rejected', roles: ['bank-officer'] },
    { from: 'submitted', event: 'return', to: 'returned', roles: ['bank-officer'] },
    { from: 'submitted', event: 'withdraw', to: 'withdrawn', roles: ['borrower'] },

    { from: 'returned', event: 'submit', to: 'submitted', roles: ['borrower'] },
    {
      from: 'returned',
      event: 'request-confirmation',
      to: 'awaiting-confirmation',
      roles: ['station-clerk'],
    },
    { from: 'returned', event: 'withdraw', to: 'withdrawn', roles: ['borrower'] },
    { from: 'returned', event: 'expire', to: 'expired', roles: ['system'] },

    { from: 'prechecked', event: 'confirm-eligibility', to: 'eligible', roles: ['district-reviewer'] },
    { from: 'prechecked', event: 'refuse-eligibility', to: 'rejected', roles: ['district-reviewer'] },
    { from: 'prechecked', event: 'return', to: 'returned', roles: ['district-reviewer'] },
    { from: 'prechecked', event: 'withdraw', to: 'withdrawn', roles: ['borrower'] },

    {
      from: 'eligible',
      event: 'begin-due-diligence',
      to: 'in-due-diligence',
      roles: ['bank-officer', 'guarantor-officer'],
    },
    { from: 'eligible', event: 'withdraw', to: 'withdrawn', roles: ['borrower'] },

    { from: 'in-due-diligence', event: 'agree-credit', to: 'in-due-diligence', roles: ['bank-supervisor'] },
    {
      from: 'in-due-diligence',
      event: 'agree-guarantee',
      to: 'in-due-diligence',
      roles: ['guarantor-supervisor'],
    },
    {
      from: 'in-due-diligence',
      event: 'approve',
      to: 'approved',
      roles: ['bank-supervisor', 'guarantor-supervisor'],
    },
    { from: 'in-due-diligence', event: 'refuse-credit', to: 'rejected', roles: ['bank-supervisor'] },
    { from: 'in-due-diligence', event: 'refuse-guarantee', to: 'rejected', roles: ['guarantor-supervisor'] },
    { from: 'in-due-diligence', event: 'withdraw', to: 'withdrawn', roles: ['borrower'] },

    { from: 'approved', event: 'disburse', to: 'disbursed', roles: ['bank-supervisor'] },
    { from: 'approved', event: 'withdraw', to: 'withdrawn', roles: ['borrower'] },
    { from: 'approved', event: 'expire', to: 'expired', roles: ['system'] },

    { from: 'rejected', event: 'reconsider-precheck', to: 'submitted', roles: ['borrower', 'station-clerk'] },
    {
      from: 'rejected',
      event: 'reconsider-eligibility',
      to: 'prechecked',
      roles: ['borrower', 'station-clerk'],
    },
    {
      from: 'rejected',
      event: 'reconsider-credit',
      to: 'in-due-diligence',
      roles: ['borrower', 'station-clerk'],
    },
    {
      from: 'rejected',
      event: 'reconsider-guarantee',
      to: 'in-due-diligence',
      roles: ['borrower', 'station-clerk'],
    },
  ],
};

/** The two decisions that due diligence needs, each its own side's. */
export type DueDiligenceSide = 'credit' | 'guarantee';

/** The event when one side agrees: its own agreement, or the approval when the other side has agreed before. */
export function agreementEvent(
  side: DueDiligenceSide,
  otherSideAgreed: boolean,
): 'approve' | `agree-${DueDiligenceSide}` {
  return otherSideAgreed ? 'approve' : `agree-${side}`;
}

/** The stages that can refuse an application. */
export type RefusingStage = 'precheck' | 'eligibility' | DueDiligenceSide;

/** The event that takes a rejected application back to the stage that refused it. */
export function reconsiderationEvent(refusedAt: RefusingStage): `reconsider-${RefusingStage}` {
  return `reconsider-${refusedAt}`;
}
