import type { Bilingual } from '../bilingual.js';
import type { Role } from '../roles.js';
import type { StateTable } from './state-machine.js';

const states = {
  open: { zh: '待核对', en: 'Open' },
  explained: { zh: '已说明', en: 'Explained' },
  'being-corrected': { zh: '更正中', en: 'Being corrected' },
  accepted: { zh: '认可差异', en: 'Difference accepted' },
  resolved: { zh: '已一致', en: 'Resolved' },
} as const satisfies Record<string, Bilingual>;

const events = {
  explain: { zh: '说明原因', en: 'Explain' },
  correct: { zh: '着手更正', en: 'Start to correct' },
  accept: { zh: '认可差异', en: 'Accept the difference' },
  reopen: { zh: '重新核对', en: 'Reopen' },
  differ: { zh: '差额变化', en: 'Differ otherwise' },
  agree: { zh: '双方一致', en: 'Agree' },
} as const satisfies Record<string, Bilingual>;

export type ReconciliationBreakState = keyof typeof states;
export type ReconciliationBreakEvent = keyof typeof events;

const DESK: readonly Role[] = ['bank-officer', 'bank-supervisor', 'municipal-officer'];
const CENTRE: readonly Role[] = ['municipal-officer', 'municipal-supervisor'];

/**
 * The life of a difference between a bank's figure and our books. People explain, correct or accept it; that both sides agree
 * is found by comparing, never declared. A difference that comes back later is a new break.
 */
export const RECONCILIATION_BREAK_STATES: StateTable<ReconciliationBreakState, ReconciliationBreakEvent> = {
  name: 'reconciliation-break',
  initial: 'open',
  states,
  events,
  rows: [
    { from: 'open', event: 'explain', to: 'explained', roles: DESK },
    { from: 'open', event: 'correct', to: 'being-corrected', roles: DESK },
    { from: 'open', event: 'accept', to: 'accepted', roles: ['municipal-supervisor'] },
    { from: 'open', event: 'agree', to: 'resolved', roles: ['system'] },

    { from: 'explained', event: 'correct', to: 'being-corrected', roles: DESK },
    { from: 'explained', event: 'accept', to: 'accepted', roles: ['municipal-supervisor'] },
    { from: 'explained', event: 'reopen', to: 'open', roles: CENTRE },
    { from: 'explained', event: 'differ', to: 'open', roles: ['system'] },
    { from: 'explained', event: 'agree', to: 'resolved', roles: ['system'] },

    { from: 'being-corrected', event: 'explain', to: 'explained', roles: DESK },
    { from: 'being-corrected', event: 'accept', to: 'accepted', roles: ['municipal-supervisor'] },
    { from: 'being-corrected', event: 'reopen', to: 'open', roles: CENTRE },
    { from: 'being-corrected', event: 'agree', to: 'resolved', roles: ['system'] },

    { from: 'accepted', event: 'reopen', to: 'open', roles: CENTRE },
    { from: 'accepted', event: 'differ', to: 'open', roles: ['system'] },
    { from: 'accepted', event: 'agree', to: 'resolved', roles: ['system'] },
  ],
};
