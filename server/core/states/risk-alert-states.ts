import type { Bilingual } from '../bilingual.js';
import type { Role } from '../roles.js';
import type { StateTable } from './state-machine.js';

const states = {
  open: { zh: '待处理', en: 'Open' },
  'in-progress': { zh: '处理中', en: 'In progress' },
  resolved: { zh: '已化解', en: 'Resolved' },
  'false-alarm': { zh: '误报', en: 'False alarm' },
} as const satisfies Record<string, Bilingual>;

const events = {
  start: { zh: '着手处理', en: 'Start' },
  resolve: { zh: '化解', en: 'Resolve' },
  dismiss: { zh: '认定误报', en: 'Dismiss as a false alarm' },
  lapse: { zh: '情形消失', en: 'Lapse' },
} as const satisfies Record<string, Bilingual>;

export type RiskAlertState = keyof typeof states;
export type RiskAlertEvent = keyof typeof events;

const DESK: readonly Role[] = [
  'bank-officer',
  'bank-supervisor',
  'district-reviewer',
  'municipal-officer',
  'municipal-supervisor',
];
/** Who prepares a case does not call it a false alarm. */
const SECOND_LOOK: readonly Role[] = ['bank-supervisor', 'district-reviewer', 'municipal-supervisor'];

/**
 * The life of a risk alert. People work on it and say what came of it; where the fact itself goes away, because what was due has
 * been paid, the alert lapses by itself. A closed alert stays closed; another fact is another alert.
 */
export const RISK_ALERT_STATES: StateTable<RiskAlertState, RiskAlertEvent> = {
  name: 'risk-alert',
  initial: 'open',
  states,
  events,
  rows: [
    { from: 'open', event: 'start', to: 'in-progress', roles: DESK },
    { from: 'open', event: 'dismiss', to: 'false-alarm', roles: SECOND_LOOK },
    { from: 'open', event: 'lapse', to: 'resolved', roles: ['system'] },

    { from: 'in-progress', event: 'resolve', to: 'resolved', roles: DESK },
    { from: 'in-progress', event: 'dismiss', to: 'false-alarm', roles: SECOND_LOOK },
    { from: 'in-progress', event: 'lapse', to: 'resolved', roles: ['system'] },
  ],
};
