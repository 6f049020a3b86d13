import type { Bilingual } from '../bilingual.js';
import type { Role, StateActor } from '../roles.js';
import type { StateTable, Transition } from './state-machine.js';

const states = {
  draft: { zh: '草稿', en: 'Draft' },
  submitted: { zh: '已申请', en: 'Submitted' },
  returned: { zh: '退回补正', en: 'Returned for correction' },
  verified: { zh: '担保方审核通过', en: 'Verified by the guarantor' },
  approved: { zh: '人社部门同意', en: 'Approved by the municipality' },
  consented: { zh: '各方同意,待代偿', en: 'Consented to by all' },
  paid: { zh: '已代偿', en: 'Paid' },
  recovering: { zh: '追偿中', en: 'In recovery' },
  closed: { zh: '追偿完成', en: 'Closed' },
  'written-off': { zh: '已核销', en: 'Written off' },
  rejected: { zh: '不予代偿', en: 'Rejected' },
  lapsed: { zh: '已失效', en: 'Lapsed' },
} as const satisfies Record<string, Bilingual>;

const events = {
  submit: { zh: '申请代偿', en: 'Submit' },
  return: { zh: '退回补正', en: 'Return for correction' },
  verify: { zh: '审核通过', en: 'Verify' },
  approve: { zh: '同意', en: 'Approve' },
  'record-consent': { zh: '登记同意意见', en: 'Record a consent' },
  consent: { zh: '各方均已同意', en: 'Record the last consent' },
  reject: { zh: '不予代偿', en: 'Reject' },
  recompute: { zh: '重新核算', en: 'Compute again' },
  withdraw: { zh: '撤回', en: 'Withdraw' },
  lapse: { zh: '失效', en: 'Lapse' },
  pay: { zh: '登记代偿', en: 'Record the payment' },
  'begin-recovery': { zh: '开始追偿', en: 'Begin recovery' },
  close: { zh: '完成追偿', en: 'Close' },
  reopen: { zh: '追偿冲正', en: 'Reopen after a reversed recovery' },
  'write-off': { zh: '核销', en: 'Write off' },
} as const satisfies Record<string, Bilingual>;

export type CompensationClaimState = keyof typeof states;
export type CompensationClaimEvent = keyof typeof events;

/** The treasury consents for itself; the consent of the People's Bank is recorded by the centre. */
const CONSENTING: readonly StateActor[] = ['finance-approver', 'municipal-officer'];
/** Money that comes back is recorded by whoever it came to. */
const RECEIVING: readonly Role[] = ['bank-officer', 'guarantor-officer'];
const REVERSING: readonly Role[] = ['bank-supervisor', 'guarantor-supervisor'];
const COMPUTING: readonly StateActor[] = ['bank-officer', 'guarantor-officer', 'system'];

type State = CompensationClaimState;
type Row = Transition<State, CompensationClaimEvent>;

/** Until it is paid a claim is computed again when the loan's facts change, and what was approved has to be approved again. */
const recomputedTo = (from: State, to: State): Row => ({ from, event: 'recompute', to, roles: COMPUTING });

/** A claim falls when the bank takes it back, or when nothing is left to be compensated. */
const fallsFrom = (from: State): readonly Row[] => [
  { from, event: 'withdraw', to: 'lapsed', roles: ['bank-supervisor'] },
  { from, event: 'lapse', to: 'lapsed', roles: COMPUTING },
];

/**
 * The life of a bank's claim on the guarantor for an overdue loan (穗人社函〔2023〕325号, part two). The consents that an approved
 * claim needs beside the municipality's depend on the guarantor; the last of them, or that none is needed, opens the way
 * to payment.
 */
export const COMPENSATION_CLAIM_STATES: StateTable<CompensationClaimState, CompensationClaimEvent> = {
  name: 'compensation-claim',
  initial: 'draft',
  states,
  events,
  rows: [
    { from: 'draft', event: 'submit', to: 'submitted', roles: ['bank-supervisor'] },
    recomputedTo('draft', 'draft'),
    ...fallsFrom('draft'),

    { from: 'submitted', event: 'verify', to: 'verified', roles: ['guarantor-officer'] },
    {
      from: 'submitted',
      event: 'return',
      to: 'returned',
      roles: ['guarantor-officer', 'guarantor-supervisor'],
    },
    { from: 'submitted', event: 'reject', to: 'rejected', roles: ['guarantor-supervisor'] },
    recomputedTo('submitted', 'submitted'),
    ...fallsFrom('submitted'),

    { from: 'returned', event: 'submit', to: 'submitted', roles: ['bank-supervisor'] },
    recomputedTo('returned', 'returned'),
    ...fallsFrom('returned'),

    { from: 'verified', event: 'approve', to: 'approved', roles: ['municipal-supervisor'] },
    { from: 'verified', event: 'return', to: 'returned', roles: ['municipal-supervisor'] },
    { from: 'verified', event: 'reject', to: 'rejected', roles: ['municipal-supervisor'] },
    recomputedTo('verified', 'submitted'),
    ...fallsFrom('verified'),

    { from: 'approved', event: 'record-consent', to: 'approved', roles: CONSENTING },
    { from: 'approved', event: 'consent', to: 'consented', roles: [...CONSENTING, 'system'] },
    { from: 'approved', event: 'return', to: 'returned', roles: ['finance-approver'] },
    { from: 'approved', event: 'reject', to: 'rejected', roles: ['finance-approver'] },
    recomputedTo('approved', 'submitted'),
    ...fallsFrom('approved'),

    { from: 'consented', event: 'pay', to: 'paid', roles: ['guarantor-supervisor'] },
    recomputedTo('consented', 'submitted'),
    ...fallsFrom('consented'),

    { from: 'paid', event: 'begin-recovery', to: 'recovering', roles: RECEIVING },
    { from: 'paid', event: 'write-off', to: 'written-off', roles: ['finance-approver'] },

    { from: 'recovering', event: 'close', to: 'closed', roles: RECEIVING },
    { from: 'recovering', event: 'write-off', to: 'written-off', roles: ['finance-approver'] },

    { from: 'closed', event: 'reopen', to: 'recovering', roles: REVERSING },
  ],
};
