import type { Bilingual } from '../bilingual.js';
import type { StateTable } from './state-machine.js';

const states = {
  draft: { zh: '草稿', en: 'Draft' },
  submitted: { zh: '已申请', en: 'Submitted' },
  returned: { zh: '退回补正', en: 'Returned for correction' },
  verified: { zh: '担保方审核通过', en: 'Verified by the guarantor' },
  approved: { zh: '人社部门同意', en: 'Approved by the municipality' },
  consented: { zh: '财政部门同意', en: 'Consented to by finance' },
  paid: { zh: '已代偿', en: 'Paid' },
  recovering: { zh: '追偿中', en: 'In recovery' },
  closed: { zh: '追偿完成', en: 'Closed' },
  'written-off': { zh: '已核销', en: 'Written off' },
  rejected: { zh: '不予代偿', en: 'Rejected' },
} as const satisfies Record<string, Bilingual>;

const events = {
  submit: { zh: '申请代偿', en: 'Submit' },
  return: { zh: '退回补正', en: 'Return for correction' },
  verify: { zh: '审核通过', en: 'Verify' },
  approve: { zh: '同意', en: 'Approve' },
  consent: { zh: '同意拨付', en: 'Consent' },
  reject: { zh: '不予代偿', en: 'Reject' },
  pay: { zh: '登记代偿', en: 'Record the payment' },
  'begin-recovery': { zh: '开始追偿', en: 'Begin recovery' },
  close: { zh: '完成追偿', en: 'Close' },
  'write-off': { zh: '核销', en: 'Write off' },
} as const satisfies Record<string, Bilingual>;

export type CompensationClaimState = keyof typeof states;
export type CompensationClaimEvent = keyof typeof events;

/** The life of a bank's claim on the guarantor for an overdue loan (穗人社函〔2023〕325号, part two). */
export const COMPENSATION_CLAIM_STATES: StateTable<CompensationClaimState, CompensationClaimEvent> = {
  name: 'compensation-claim',
  initial: 'draft',
  states,
  events,
  rows: [
    { from: 'draft', event: 'submit', to: 'submitted', roles: ['bank-supervisor'] },

    { from: 'submitted', event: 'verify', to: 'verified', roles: ['guarantor-supervisor'] },
    {
      from: 'submitted',
      event: 'return',
      to: 'returned',
      roles: ['guarantor-officer', 'guarantor-supervisor'],
    },
    { from: 'submitted', event: 'reject', to: 'rejected', roles: ['guarantor-supervisor'] },

    { from: 'returned', event: 'submit', to: 'submitted', roles: ['bank-supervisor'] },

    { from: 'verified', event: 'approve', to: 'approved', roles: ['municipal-supervisor'] },
    { from: 'verified', event: 'return', to: 'returned', roles: ['municipal-supervisor'] },
    { from: 'verified', event: 'reject', to: 'rejected', roles: ['municipal-supervisor'] },

    { from: 'approved', event: 'consent', to: 'consented', roles: ['finance-approver'] },
    { from: 'approved', event: 'return', to: 'returned', roles: ['finance-approver'] },
    { from: 'approved', event: 'reject', to: 'rejected', roles: ['finance-approver'] },

    { from: 'consented', event: 'pay', to: 'paid', roles: ['guarantor-supervisor'] },

    { from: 'paid', event: 'begin-recovery', to: 'recovering', roles: ['guarantor-officer'] },

    { from: 'recovering', event: 'close', to: 'closed', roles: ['guarantor-supervisor'] },
    { from: 'recovering', event: 'write-off', to: 'written-off', roles: ['municipal-supervisor'] },
  ],
};
