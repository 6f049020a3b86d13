import { RED_FLAG_STATES } from '../../../../server/core/states/red-flag-states.js';
import { inState } from '../conditions.js';
import { verdict, type WorkKind } from '../work-kind.js';

const AS_READ = { version: 'version' } as const;

export const RED_FLAGS: WorkKind = {
  code: 'red-flags',
  title: { zh: '疑点排查', en: 'Red flags' },
  group: 'risk',
  list: 'listRedFlags',
  read: 'getRedFlag',
  rowId: 'flagId',
  heading: 'contractNumber',
  columns: ['ruleLabel', 'riskLabel', 'borrowerName', 'districtName', 'state', 'foundOn'],
  filters: ['state', 'rule', 'riskLevel'],
  states: RED_FLAG_STATES.states,
  events: RED_FLAG_STATES.events,
  tones: { found: 'warn', reported: 'good', high: 'bad' },
  subjectKind: 'red-flag',
  about: {
    zh: '每晚全库排查。先上门服务,再跟踪,最后由另一人审定反馈。',
    en: 'The book is checked every night: serve first, then follow up; another person reports back.',
  },
  links: [
    {
      title: { zh: '典型案例通报', en: 'Typical cases' },
      href: '/reports/red-flag-circular',
      operation: 'getRedFlagCircular',
    },
  ],
  beginnings: [
    { code: 'run', operation: 'requestRedFlagRun', title: { zh: '立即排查', en: 'Check the book now' } },
  ],
  actions: [
    {
      code: 'step',
      operation: 'workOnRedFlag',
      title: { zh: '服务、跟踪', en: 'Serve or follow up' },
      isOpen: inState('found', 'served', 'followed-up'),
      binds: AS_READ,
    },
    {
      code: 'conclusion',
      operation: 'proposeRedFlagConclusion',
      title: { zh: '提出结论', en: 'Propose a conclusion' },
      isOpen: inState('followed-up'),
      binds: AS_READ,
      without: ['typicalCase'],
    },
    verdict(
      'decision',
      'decideRedFlagConclusion',
      { zh: '审定反馈', en: 'Report back' },
      'conclude-red-flag',
    ),
    {
      code: 'whitelisting',
      operation: 'proposeWhitelisting',
      title: { zh: '申请列入白名单', en: 'Propose to whitelist' },
      isOpen: inState('found', 'served', 'followed-up'),
    },
  ],
};

export const AUDIT_WHITELIST: WorkKind = {
  code: 'audit-whitelist-entries',
  title: { zh: '审核要素白名单', en: 'Audit whitelist' },
  group: 'risk',
  list: 'listAuditWhitelist',
  parameter: 'entryId',
  rowId: 'entryId',
  heading: 'ruleLabel',
  columns: ['element', 'reason', 'startsOn', 'endsOn', 'state'],
  filters: ['state', 'inForce'],
  states: {
    proposed: { zh: '待复核', en: 'Proposed' },
    'in-force': { zh: '有效', en: 'In force' },
    declined: { zh: '未同意', en: 'Declined' },
  },
  subjectKind: 'audit-whitelist-entry',
  actions: [
    verdict(
      'decision',
      'decideWhitelisting',
      { zh: '复核白名单', en: 'Decide on the whitelisting' },
      'whitelist-element',
    ),
  ],
};

export const ROSTERS: WorkKind = {
  code: 'rosters',
  title: { zh: '部门名册', en: 'Rosters' },
  group: 'bank-files',
  list: 'listRosters',
  read: 'getRoster',
  rowId: 'rosterId',
  heading: 'registryLabel',
  columns: ['sourceOffice', 'asOfOn', 'state', 'rows', 'accepted', 'rejected', 'ended'],
  filters: ['registry'],
  states: {
    taking: { zh: '接收中', en: 'Being taken' },
    taken: { zh: '已接收', en: 'Taken' },
    'taken-in-part': { zh: '部分接收', en: 'Taken in part' },
    failed: { zh: '失败', en: 'Failed' },
  },
  tones: { taken: 'good', 'taken-in-part': 'warn', failed: 'bad' },
  beginnings: [{ code: 'new', operation: 'createRoster', title: { zh: '导入名册', en: 'Send a roster' } }],
};
