import type { Bilingual } from '../bilingual.js';
import type { StateTable } from './state-machine.js';

const states = {
  draft: { zh: '草稿', en: 'Draft' },
  submitted: { zh: '待批准', en: 'Awaiting approval' },
  'in-force': { zh: '生效', en: 'In force' },
  suspended: { zh: '暂停新增业务', en: 'Suspended' },
  expired: { zh: '到期', en: 'Expired' },
  terminated: { zh: '终止', en: 'Terminated' },
} as const satisfies Record<string, Bilingual>;

const events = {
  submit: { zh: '提交批准', en: 'Submit' },
  return: { zh: '退回修改', en: 'Send back' },
  approve: { zh: '批准生效', en: 'Approve' },
  suspend: { zh: '暂停', en: 'Suspend' },
  resume: { zh: '恢复', en: 'Resume' },
  renew: { zh: '续签', en: 'Renew' },
  expire: { zh: '到期', en: 'Expire' },
  terminate: { zh: '终止', en: 'Terminate' },
} as const satisfies Record<string, Bilingual>;

export type CooperationAgreementState = keyof typeof states;
export type CooperationAgreementEvent = keyof typeof events;

/** The life of an agreement between a bank and a guarantor. Suspension stops new guarantees; those given stay in force. */
export const COOPERATION_AGREEMENT_STATES: StateTable<CooperationAgreementState, CooperationAgreementEvent> =
  {
    name: 'cooperation-agreement',
    initial: 'draft',
    states,
    events,
    rows: [
      { from: 'draft', event: 'submit', to: 'submitted', roles: ['municipal-officer'] },

      { from: 'submitted', event: 'approve', to: 'in-force', roles: ['municipal-supervisor'] },
      { from: 'submitted', event: 'return', to: 'draft', roles: ['municipal-supervisor'] },

      { from: 'in-force', event: 'suspend', to: 'suspended', roles: ['municipal-supervisor', 'system'] },
      { from: 'in-force', event: 'renew', to: 'in-force', roles: ['municipal-supervisor'] },
      { from: 'in-force', event: 'expire', to: 'expired', roles: ['system'] },
      { from: 'in-force', event: 'terminate', to: 'terminated', roles: ['municipal-supervisor'] },

      { from: 'suspended', event: 'resume', to: 'in-force', roles: ['municipal-supervisor'] },
      { from: 'suspended', event: 'expire', to: 'expired', roles: ['system'] },
      { from: 'suspended', event: 'terminate', to: 'terminated', roles: ['municipal-supervisor'] },

      { from: 'expired', event: 'renew', to: 'in-force', roles: ['municipal-supervisor'] },
    ],
  };
