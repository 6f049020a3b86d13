import type { Bilingual } from '../bilingual.js';
import type { StateTable } from './state-machine.js';

const states = {
  draft: { zh: '草稿', en: 'Draft' },
  submitted: { zh: '已申报', en: 'Submitted' },
  returned: { zh: '退回补正', en: 'Returned for correction' },
  verified: { zh: '市级审核通过', en: 'Verified' },
  approved: { zh: '市级批准', en: 'Approved' },
  funded: { zh: '财政已安排', en: 'Funded' },
  paid: { zh: '已拨付', en: 'Paid' },
} as const satisfies Record<string, Bilingual>;

const events = {
  submit: { zh: '申报', en: 'Submit' },
  return: { zh: '退回补正', en: 'Return for correction' },
  verify: { zh: '审核通过', en: 'Verify' },
  approve: { zh: '批准', en: 'Approve' },
  fund: { zh: '安排资金', en: 'Fund' },
  pay: { zh: '登记拨付', en: 'Record the payment' },
} as const satisfies Record<string, Bilingual>;

export type SubsidyClaimState = keyof typeof states;
export type SubsidyClaimEvent = keyof typeof events;

/** The life of one bank's claim for one quarter (穗人社函〔2023〕325号). Once funded it only moves on: corrections are adjustments. */
export const SUBSIDY_CLAIM_STATES: StateTable<SubsidyClaimState, SubsidyClaimEvent> = {
  name: 'subsidy-claim',
  initial: 'draft',
  states,
  events,
  rows: [
    { from: 'draft', event: 'submit', to: 'submitted', roles: ['bank-supervisor'] },

    { from: 'submitted', event: 'verify', to: 'verified', roles: ['municipal-officer'] },
    { from: 'submitted', event: 'return', to: 'returned', roles: ['municipal-officer'] },

    { from: 'returned', event: 'submit', to: 'submitted', roles: ['bank-supervisor'] },

    { from: 'verified', event: 'approve', to: 'approved', roles: ['municipal-supervisor'] },
    { from: 'verified', event: 'return', to: 'returned', roles: ['municipal-supervisor'] },

    { from: 'approved', event: 'fund', to: 'funded', roles: ['finance-approver'] },
    { from: 'approved', event: 'return', to: 'returned', roles: ['finance-approver'] },

    { from: 'funded', event: 'pay', to: 'paid', roles: ['municipal-officer', 'finance-approver'] },
  ],
};
