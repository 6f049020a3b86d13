import type { Bilingual } from '../bilingual.js';
import type { Role } from '../roles.js';
import type { StateTable } from './state-machine.js';

const states = {
  active: { zh: '正常', en: 'Active' },
  overdue: { zh: '逾期', en: 'Overdue' },
  settled: { zh: '结清', en: 'Settled' },
  compensated: { zh: '已代偿', en: 'Compensated' },
  'written-off': { zh: '已核销', en: 'Written off' },
} as const satisfies Record<string, Bilingual>;

const events = {
  'fall-overdue': { zh: '转逾期', en: 'Fall overdue' },
  cure: { zh: '逾期还清,恢复正常', en: 'Catch up' },
  extend: { zh: '展期', en: 'Extend' },
  settle: { zh: '结清', en: 'Settle' },
  reopen: { zh: '结清冲正', en: 'Reopen after a reversed repayment' },
  compensate: { zh: '代偿', en: 'Compensate' },
  'recover-in-full': { zh: '全额追回', en: 'Recover in full' },
  'reopen-recovery': { zh: '追偿冲正', en: 'Reopen after a reversed recovery' },
  'write-off': { zh: '核销', en: 'Write off' },
} as const satisfies Record<string, Bilingual>;

export type LoanState = keyof typeof states;
export type LoanEvent = keyof typeof events;

/** Money that comes back after compensation is recorded, and a record undone, by whoever it came to. */
const RECEIVING: readonly Role[] = ['bank-officer', 'guarantor-officer'];
const REVERSING: readonly Role[] = ['bank-supervisor', 'guarantor-supervisor'];

/**
 * The life of a loan. Overdue and back is found by the daily close and by the bank's reports; that a loan is extended is
 * a flag, not a state. Reversals reopen what they undo: settled by repayment to active, settled by recovery to compensated.
 */
export const LOAN_STATES: StateTable<LoanState, LoanEvent> = {
  name: 'loan',
  initial: 'active',
  states,
  events,
  rows: [
    { from: 'active', event: 'fall-overdue', to: 'overdue', roles: ['system', 'bank-officer'] },
    { from: 'active', event: 'extend', to: 'active', roles: ['bank-supervisor'] },
    { from: 'active', event: 'settle', to: 'settled', roles: ['system', 'bank-officer'] },

    { from: 'overdue', event: 'cure', to: 'active', roles: ['system', 'bank-officer'] },
    { from: 'overdue', event: 'settle', to: 'settled', roles: ['system', 'bank-officer'] },
    { from: 'overdue', event: 'compensate', to: 'compensated', roles: ['guarantor-supervisor'] },

    { from: 'settled', event: 'reopen', to: 'active', roles: ['system', 'bank-officer'] },
    { from: 'settled', event: 'reopen-recovery', to: 'compensated', roles: REVERSING },

    { from: 'compensated', event: 'recover-in-full', to: 'settled', roles: RECEIVING },
    { from: 'compensated', event: 'write-off', to: 'written-off', roles: ['finance-approver'] },
  ],
};
