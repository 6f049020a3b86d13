import type { Bilingual } from '../bilingual.js';
import type { StateTable } from './state-machine.js';

const states = {
  'in-force': { zh: '暂停新增', en: 'New guarantees stopped' },
  released: { zh: '已解除', en: 'Released' },
} as const satisfies Record<string, Bilingual>;

const events = {
  release: { zh: '解除', en: 'Release' },
} as const satisfies Record<string, Bilingual>;

export type GuaranteeStopState = keyof typeof states;
export type GuaranteeStopEvent = keyof typeof events;

/** The life of a stop of new guarantees. It comes by itself and goes by two persons; a release holds until its day. */
export const GUARANTEE_STOP_STATES: StateTable<GuaranteeStopState, GuaranteeStopEvent> = {
  name: 'guarantee-stop',
  initial: 'in-force',
  states,
  events,
  rows: [{ from: 'in-force', event: 'release', to: 'released', roles: ['municipal-supervisor'] }],
};
