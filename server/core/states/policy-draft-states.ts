import type { Bilingual } from '../bilingual.js';
import type { StateTable } from './state-machine.js';

const states = {
  drafted: { zh: '草案', en: 'Drafted' },
  proposed: { zh: '待发布', en: 'Proposed for release' },
  released: { zh: '已发布', en: 'Released' },
  declined: { zh: '未通过', en: 'Declined' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
} as const satisfies Record<string, Bilingual>;

const events = {
  propose: { zh: '提请发布', en: 'Propose for release' },
  release: { zh: '发布', en: 'Release' },
  decline: { zh: '不同意', en: 'Decline' },
  withdraw: { zh: '撤回', en: 'Withdraw' },
} as const satisfies Record<string, Bilingual>;

export type PolicyDraftState = keyof typeof states;
export type PolicyDraftEvent = keyof typeof events;

/** The life of a draft of policy. A draft is never edited: another value is another draft, so that estimates stay with theirs. */
export const POLICY_DRAFT_STATES: StateTable<PolicyDraftState, PolicyDraftEvent> = {
  name: 'policy-draft',
  initial: 'drafted',
  states,
  events,
  rows: [
    { from: 'drafted', event: 'propose', to: 'proposed', roles: ['municipal-officer'] },
    { from: 'drafted', event: 'withdraw', to: 'withdrawn', roles: ['municipal-officer'] },
    { from: 'proposed', event: 'release', to: 'released', roles: ['municipal-supervisor'] },
    { from: 'proposed', event: 'decline', to: 'declined', roles: ['municipal-supervisor'] },
    { from: 'proposed', event: 'withdraw', to: 'withdrawn', roles: ['municipal-officer'] },
  ],
};
