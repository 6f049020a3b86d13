import { COOPERATION_AGREEMENT_STATES } from '../../../../server/core/states/cooperation-agreement-states.js';
import { POST_CHECK_STATES } from '../../../../server/core/states/post-check-states.js';
import { inState } from '../conditions.js';
import { verdict, type WorkKind } from '../work-kind.js';

export const AGREEMENTS: WorkKind = {
  code: 'cooperation-agreements',
  title: { zh: '合作协议', en: 'Cooperation agreements' },
  group: 'agreements',
  list: 'listAgreements',
  read: 'getAgreement',
  rowId: 'agreementId',
  heading: 'number',
  columns: [
    'bankOrganisationId',
    'guarantorOrganisationId',
    'state',
    'startsOn',
    'endsOn',
    'exposure',
    'exposureLimit',
  ],
  filters: [],
  states: COOPERATION_AGREEMENT_STATES.states,
  tones: { proposed: 'warn', 'in-force': 'good', suspended: 'bad', expired: 'bad', terminated: 'bad' },
  subjectKind: 'cooperation-agreement',
  beginnings: [
    {
      code: 'proposal',
      operation: 'proposeAgreement',
      title: { zh: '拟合作协议', en: 'Propose an agreement' },
      lookups: { bankOrganisationId: 'banks', guarantorOrganisationId: 'guarantors' },
    },
  ],
  actions: [
    verdict(
      'decision',
      'decideAgreement',
      { zh: '审批合作协议', en: 'Decide on the agreement' },
      'activate-agreement',
    ),
    {
      code: 'suspension',
      operation: 'suspendAgreement',
      title: { zh: '暂停', en: 'Suspend' },
      isOpen: inState('in-force'),
      isGrave: true,
    },
    {
      code: 'resumption',
      operation: 'resumeAgreement',
      title: { zh: '恢复', en: 'Resume' },
      isOpen: inState('suspended'),
    },
  ],
};

export const POST_CHECKS: WorkKind = {
  code: 'post-checks',
  title: { zh: '事后核查', en: 'Post-checks' },
  group: 'cases',
  list: 'listPostChecks',
  read: 'getPostCheck',
  rowId: 'postCheckId',
  heading: 'contractNumber',
  columns: ['borrowerName', 'state', 'guaranteed', 'openedOn'],
  filters: ['state'],
  due: 'dueOn',
  states: POST_CHECK_STATES.states,
  tones: { open: 'warn', passed: 'good', objected: 'bad' },
  subjectKind: 'post-check',
  actions: [
    {
      code: 'finding',
      operation: 'proposePostCheckFinding',
      title: { zh: '提出核查意见', en: 'Propose a finding' },
      isOpen: inState('open'),
    },
    verdict(
      'decision',
      'decidePostCheckFinding',
      { zh: '复核核查意见', en: 'Decide on the finding' },
      'close-post-check',
    ),
  ],
};

export const GUARANTORS: WorkKind = {
  code: 'guarantors',
  title: { zh: '担保资本与在保', en: 'Capital and exposure' },
  group: 'agreements',
  list: 'listExposures',
  read: 'listGuarantorCapitals',
  rowId: 'organisationId',
  heading: 'name',
  columns: ['exposure', 'limit', 'limitedBy', 'available', 'capital', 'capitalTimes'],
  filters: [],
  subjectKind: 'organisation',
  actions: [
    {
      code: 'capital-proposal',
      operation: 'proposeGuarantorCapital',
      title: { zh: '登记担保资本', en: 'Propose the capital' },
    },
    verdict(
      'capital-decision',
      'decideGuarantorCapital',
      { zh: '复核担保资本', en: 'Decide on the capital' },
      'record-capital',
    ),
  ],
};

export const WEBHOOK_SUBSCRIPTIONS: WorkKind = {
  code: 'webhook-subscriptions',
  title: { zh: '推送订阅', en: 'Webhook subscriptions' },
  group: 'agreements',
  list: 'listWebhookSubscriptions',
  parameter: 'subscriptionId',
  rowId: 'subscriptionId',
  heading: 'url',
  columns: ['organisationId', 'topics', 'state', 'createdAt', 'activatedAt'],
  filters: [],
  tones: { active: 'good', proposed: 'warn', disabled: 'bad' },
  beginnings: [
    {
      code: 'proposal',
      operation: 'proposeWebhookSubscription',
      title: { zh: '登记推送订阅', en: 'Propose a subscription' },
    },
  ],
  actions: [
    {
      code: 'activation',
      operation: 'activateWebhookSubscription',
      title: { zh: '启用', en: 'Activate' },
      isOpen: inState('proposed'),
    },
    {
      code: 'disablement',
      operation: 'disableWebhookSubscription',
      title: { zh: '停用', en: 'Disable' },
      isOpen: inState('proposed', 'active'),
      isGrave: true,
    },
  ],
};

export const WEBHOOK_DELIVERIES: WorkKind = {
  code: 'webhook-deliveries',
  title: { zh: '推送记录', en: 'Webhook deliveries' },
  group: 'agreements',
  list: 'listWebhookDeliveries',
  read: 'getWebhookDelivery',
  rowId: 'deliveryId',
  heading: 'deliveryId',
  about: {
    zh: '银行系统没有按时签收的推送会重试；仍未成功的成为死信，由系统管理员重发，同一业务的后续推送在此之前排队等候。',
    en: 'What a bank’s system does not take is tried again; a dead letter waits for the system administrator, and what follows about the same case waits behind it.',
  },
  related: [
    {
      operation: 'listWebhookAttempts',
      title: { zh: '推送日志', en: 'Tries' },
      columns: ['attemptedAt', 'httpStatus', 'problem', 'milliseconds'],
    },
  ],
  columns: ['topic', 'state', 'attempts', 'createdAt', 'availableAt', 'deliveredAt'],
  filters: ['state'],
  tones: { delivered: 'good', dead: 'bad', due: 'warn' },
  actions: [
    {
      code: 'replay',
      operation: 'replayWebhookDelivery',
      title: { zh: '重发', en: 'Replay' },
      isOpen: inState('dead'),
    },
    {
      code: 'discard',
      operation: 'discardWebhookDelivery',
      title: { zh: '放弃', en: 'Discard' },
      isOpen: inState('dead'),
      isGrave: true,
    },
  ],
};
