import type { Bilingual } from '../bilingual.js';
import type { StateActor } from '../roles.js';
import type { StateTable } from './state-machine.js';

const states = {
  proposed: { zh: '待审批', en: 'Proposed' },
  declined: { zh: '不予追回', en: 'Declined' },
  issued: { zh: '追回中', en: 'Issued' },
  overdue: { zh: '逾期未退', en: 'Overdue' },
  closed: { zh: '已结清', en: 'Closed' },
  withdrawn: { zh: '已撤销', en: 'Withdrawn' },
} as const satisfies Record<string, Bilingual>;

const events = {
  issue: { zh: '下达追回通知', en: 'Issue' },
  decline: { zh: '不予追回', en: 'Decline' },
  'agree-plan': { zh: '同意分期退回', en: 'Agree on instalments' },
  receive: { zh: '登记退款', en: 'Record a receipt' },
  'fall-overdue': { zh: '逾期', en: 'Fall overdue' },
  'catch-up': { zh: '补足', en: 'Catch up' },
  close: { zh: '结清', en: 'Close' },
  reopen: { zh: '退款冲正', en: 'Reopen after a reversed receipt' },
  withdraw: { zh: '撤销', en: 'Withdraw' },
} as const satisfies Record<string, Bilingual>;

export type ClawbackCaseState = keyof typeof states;
export type ClawbackCaseEvent = keyof typeof events;

const CHECKER: readonly StateActor[] = ['municipal-supervisor'];
/** Money comes back by receipt, by its reversal, or by a claim that is paid less for it. */
const SETTLING: readonly StateActor[] = ['municipal-officer', 'municipal-supervisor', 'finance-approver'];

/** The life of a demand for subsidy that was paid wrongly (追回): two persons issue it, and time makes it overdue. */
export const CLAWBACK_CASE_STATES: StateTable<ClawbackCaseState, ClawbackCaseEvent> = {
  name: 'clawback-case',
  initial: 'proposed',
  states,
  events,
  rows: [
    { from: 'proposed', event: 'issue', to: 'issued', roles: CHECKER },
    { from: 'proposed', event: 'decline', to: 'declined', roles: CHECKER },

    { from: 'issued', event: 'agree-plan', to: 'issued', roles: CHECKER },
    { from: 'issued', event: 'receive', to: 'issued', roles: ['municipal-officer'] },
    { from: 'issued', event: 'fall-overdue', to: 'overdue', roles: ['system'] },
    { from: 'issued', event: 'close', to: 'closed', roles: SETTLING },
    { from: 'issued', event: 'withdraw', to: 'withdrawn', roles: CHECKER },

    { from: 'overdue', event: 'agree-plan', to: 'issued', roles: CHECKER },
    { from: 'overdue', event: 'receive', to: 'overdue', roles: ['municipal-officer'] },
    { from: 'overdue', event: 'catch-up', to: 'issued', roles: SETTLING },
    { from: 'overdue', event: 'close', to: 'closed', roles: SETTLING },
    { from: 'overdue', event: 'withdraw', to: 'withdrawn', roles: CHECKER },

    { from: 'closed', event: 'reopen', to: 'issued', roles: CHECKER },
  ],
};

/** States in which the demand stands, so that its amounts are no longer the matter of the next claim. */
export const DEMANDED: readonly ClawbackCaseState[] = ['issued', 'overdue', 'closed'];
/** States in which something is still to come back. */
export const OWING: readonly ClawbackCaseState[] = ['issued', 'overdue'];
