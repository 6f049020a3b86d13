import type { Bilingual } from '../bilingual.js';
import type { Role } from '../roles.js';
import type { StateTable } from './state-machine.js';

const states = {
  found: { zh: '已发现', en: 'Found' },
  served: { zh: '已服务', en: 'Served' },
  'followed-up': { zh: '跟踪中', en: 'Followed up' },
  'awaiting-conclusion': { zh: '待审定', en: 'Awaiting conclusion' },
  reported: { zh: '已反馈', en: 'Reported back' },
  whitelisted: { zh: '已列入白名单', en: 'Whitelisted' },
} as const satisfies Record<string, Bilingual>;

const events = {
  serve: { zh: '上门服务', en: 'Serve' },
  'follow-up': { zh: '跟踪', en: 'Follow up' },
  'propose-conclusion': { zh: '提出结论', en: 'Propose a conclusion' },
  'decline-conclusion': { zh: '退回结论', en: 'Decline the conclusion' },
  'report-back': { zh: '审定反馈', en: 'Report back' },
  whitelist: { zh: '列入白名单', en: 'Whitelist' },
  'whitelist-ends': { zh: '白名单到期', en: 'The whitelist ends' },
} as const satisfies Record<string, Bilingual>;

export type RedFlagState = keyof typeof states;
export type RedFlagEvent = keyof typeof events;

const DESK: readonly Role[] = ['district-reviewer', 'municipal-officer'];
const SECOND_LOOK: readonly Role[] = ['municipal-supervisor'];

/**
 * The life of a red flag: found, served, followed up, reported back (发现、服务、跟踪、反馈). Somebody goes and helps before anybody
 * concludes, and the conclusion is a second person's. What is whitelisted rests until the whitelist ends.
 */
export const RED_FLAG_STATES: StateTable<RedFlagState, RedFlagEvent> = {
  name: 'red-flag',
  initial: 'found',
  states,
  events,
  rows: [
    { from: 'found', event: 'serve', to: 'served', roles: DESK },
    { from: 'found', event: 'whitelist', to: 'whitelisted', roles: SECOND_LOOK },

    { from: 'served', event: 'follow-up', to: 'followed-up', roles: DESK },
    { from: 'served', event: 'whitelist', to: 'whitelisted', roles: SECOND_LOOK },

    { from: 'followed-up', event: 'follow-up', to: 'followed-up', roles: DESK },
    { from: 'followed-up', event: 'propose-conclusion', to: 'awaiting-conclusion', roles: DESK },
    { from: 'followed-up', event: 'whitelist', to: 'whitelisted', roles: SECOND_LOOK },

    { from: 'awaiting-conclusion', event: 'decline-conclusion', to: 'followed-up', roles: SECOND_LOOK },
    { from: 'awaiting-conclusion', event: 'report-back', to: 'reported', roles: SECOND_LOOK },

    { from: 'whitelisted', event: 'whitelist-ends', to: 'found', roles: ['system'] },
  ],
};
