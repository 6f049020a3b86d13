import type { Bilingual } from '../bilingual.js';
import type { StateTable } from './state-machine.js';

const states = {
  open: { zh: '待核查', en: 'To be checked' },
  passed: { zh: '核查通过', en: 'Passed' },
  objected: { zh: '提出异议', en: 'Objected to' },
} as const satisfies Record<string, Bilingual>;

const events = {
  pass: { zh: '核查通过', en: 'Pass' },
  object: { zh: '提出异议', en: 'Object' },
} as const satisfies Record<string, Bilingual>;

export type PostCheckState = keyof typeof states;
export type PostCheckEvent = keyof typeof events;

/** The life of the guarantor's look at a loan on which the bank decided alone. It comes with the disbursement. */
export const POST_CHECK_STATES: StateTable<PostCheckState, PostCheckEvent> = {
  name: 'post-check',
  initial: 'open',
  states,
  events,
  rows: [
    { from: 'open', event: 'pass', to: 'passed', roles: ['guarantor-supervisor'] },
    { from: 'open', event: 'object', to: 'objected', roles: ['guarantor-supervisor'] },
  ],
};
