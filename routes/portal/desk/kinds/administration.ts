import { AUDIT_NOUNS } from '../audit-words.js';
import { inState, without } from '../conditions.js';
import { label } from '../label.js';
import { textAt, type Shown } from '../operations.js';
import type { WorkKind } from '../work-kind.js';

const isDisabled = (record: Shown): boolean => textAt(record, 'disabledAt') !== '';
const isLocked = (record: Shown): boolean => textAt(record, 'lockedUntil') !== '';
const HANDED_OVER = {
  zh: '只显示这一次，请当面或经安全渠道交给本人。',
  en: 'Shown this once. Hand it over in person or by a safe way.',
};

export const USERS: WorkKind = {
  code: 'users',
  title: { zh: '账号', en: 'Accounts' },
  group: 'administration',
  list: 'listUsers',
  parameter: 'userId',
  rowId: 'userId',
  heading: 'username',
  columns: ['displayName', 'role', 'organisationId', 'secondFactor', 'lockedUntil', 'disabledAt'],
  filters: ['role'],
  beginnings: [
    {
      code: 'account',
      operation: 'createUser',
      title: { zh: '新建账号', en: 'Open an account' },
      hint: {
        zh: '首次登录须修改临时密码并绑定动态口令。三员（系统、安全保密、安全审计）须为三个自然人。',
        en: 'The temporary password has to be changed at the first log-in, and a second factor enrolled.',
      },
      lookups: { organisationId: 'organisations' },
      tells: { members: ['temporaryPassword'], hint: HANDED_OVER },
    },
  ],
  actions: [
    {
      code: 'role',
      operation: 'changeRole',
      title: { zh: '变更角色', en: 'Change the role' },
      isOpen: without('disabledAt'),
      begins: (record) => ({ role: textAt(record, 'role') }),
    },
    {
      code: 'disablement',
      operation: 'disableUser',
      title: { zh: '停用', en: 'Disable' },
      isOpen: without('disabledAt'),
      isGrave: true,
    },
    {
      code: 'enablement',
      operation: 'enableUser',
      title: { zh: '启用', en: 'Enable' },
      isOpen: isDisabled,
    },
    { code: 'unlocking', operation: 'unlockUser', title: { zh: '解锁', en: 'Unlock' }, isOpen: isLocked },
    {
      code: 'password-reset',
      operation: 'resetStaffPassword',
      title: { zh: '重置密码', en: 'Reset the password' },
      isOpen: (record) => !isDisabled(record) && textAt(record, 'role') !== 'borrower',
      tells: { members: ['temporaryPassword'], hint: HANDED_OVER },
      isGrave: true,
    },
    {
      code: 'second-factor-reset',
      operation: 'resetSecondFactor',
      title: { zh: '解除动态口令', en: 'Take off the second factor' },
      hint: {
        zh: '须先核实本人身份；本人下次登录时重新绑定。',
        en: 'Make sure who asks; it is enrolled anew at the next log-in.',
      },
      isGrave: true,
    },
  ],
};

export const ORGANISATIONS: WorkKind = {
  code: 'organisations',
  title: { zh: '机构', en: 'Organisations' },
  group: 'administration',
  list: 'listOrganisations',
  parameter: 'organisationId',
  rowId: 'organisationId',
  heading: 'name',
  columns: ['code', 'kind', 'guarantorKind', 'districtCode'],
  filters: ['kind'],
  beginnings: [
    {
      code: 'organisation',
      operation: 'createOrganisation',
      title: { zh: '登记机构', en: 'Add an organisation' },
      hint: {
        zh: '代码用大写字母和数字，与银行文件一致，此后不能修改。',
        en: 'The code is in capitals, as bank files write it, and cannot be changed.',
      },
    },
  ],
};

export const API_CLIENTS: WorkKind = {
  code: 'api-clients',
  title: { zh: '接口客户端', en: 'API clients' },
  group: 'administration',
  list: 'listApiClients',
  parameter: 'apiClientId',
  rowId: 'apiClientId',
  heading: 'clientId',
  columns: ['name', 'organisationId', 'scopes', 'requestsPerMinute', 'signedWrites', 'disabledAt'],
  filters: [],
  beginnings: [
    {
      code: 'client',
      operation: 'registerApiClient',
      title: { zh: '登记接口客户端', en: 'Register an API client' },
      lookups: { organisationId: 'banks' },
    },
  ],
  actions: [
    {
      code: 'credential',
      operation: 'issueClientCredential',
      title: { zh: '签发密钥', en: 'Issue a secret' },
      isOpen: without('disabledAt'),
      tells: { members: ['keyCode', 'secret'], hint: HANDED_OVER },
    },
    {
      code: 'disablement',
      operation: 'disableApiClient',
      title: { zh: '停用', en: 'Disable' },
      isOpen: without('disabledAt'),
      isGrave: true,
    },
  ],
};

const way = (zh: string, en: string, href: string) => ({ title: label(zh, en), href });

/** From an event to its neighbours, to all that happened to its subject, and to its whole chain. */
function waysFromEvent(event: Shown) {
  const at = (member: string): string => textAt(event, member);
  const events = '/desk/audit-events';
  const neighbour = (zh: string, en: string, id: string) =>
    id === '' ? [] : [way(zh, en, `${events}/${id}`)];
  const listed = (...members: readonly string[]): string =>
    `${events}?${new URLSearchParams(Object.fromEntries(members.map((member) => [member, at(member)]))).toString()}`;
  return [
    ...neighbour('本链上一条', 'The one before', at('previousEventId')),
    ...neighbour('本链下一条', 'The one after', at('nextEventId')),
    ...(at('subjectId') === ''
      ? []
      : [way('同一对象的全部记录', 'All of this subject', listed('subjectKind', 'subjectId'))]),
    way('同一操作的全部记录', 'All of this command', listed('command')),
    way('验证整条链', 'Verify the whole chain', `/desk/audit-chains/${at('organisationId')}`),
  ];
}

export const AUDIT_EVENTS: WorkKind = {
  code: 'audit-events',
  title: { zh: '审计记录', en: 'Audit events' },
  group: 'administration',
  list: 'listAuditEvents',
  read: 'getAuditEvent',
  rowId: 'eventId',
  heading: 'command',
  columns: ['at', 'organisationId', 'sequence', 'actorRole', 'actorUserId', 'subjectKind', 'subjectId'],
  filters: ['organisationId', 'command', 'subjectKind', 'subjectId', 'actorUserId'],
  filterChoices: { lookups: { organisationId: 'organisations' }, choices: { subjectKind: AUDIT_NOUNS } },
  first: [
    'at',
    'actorName',
    'actorRole',
    'actorUserId',
    'subjectKind',
    'subjectId',
    'organisationId',
    'sequence',
  ],
  apart: ['eventId', 'previousEventId', 'nextEventId'],
  isWhole: true,
  ways: waysFromEvent,
  about: {
    zh: '每个机构一条链，只增不改。打开一条记录即重新计算它的摘要并与前后两条核对；整条链的验证见“审计链验证”。',
    en: 'Each organisation has one chain, which only grows. Opening an event computes it again and compares it with its neighbours.',
  },
};

export const AUDIT_CHAINS: WorkKind = {
  code: 'audit-chains',
  title: { zh: '审计链验证', en: 'Audit chains' },
  group: 'administration',
  list: 'listAuditChains',
  read: 'verifyAuditChain',
  rowId: 'organisationId',
  heading: 'organisationId',
  columns: ['sequence', 'headHash'],
  filters: [],
  about: {
    zh: '打开一条链即从第一条起重新计算；每夜的链头另有签名存证，可用 npm run audit:verify 离线核对。',
    en: 'Opening a chain computes it again from its first event; each night’s heads are signed and kept elsewhere.',
  },
};

export const ERASURES: WorkKind = {
  code: 'erasure-runs',
  title: { zh: '到期个人信息删除', en: 'Erasure of personal data' },
  group: 'administration',
  list: 'listErasureRuns',
  read: 'getErasureRun',
  rowId: 'erasureRunId',
  heading: 'dueOn',
  columns: ['state', 'loans', 'applications', 'accounts', 'rosterEntries', 'rejectedRows', 'erased'],
  filters: [],
  tones: { done: 'good', proposed: 'warn', approved: 'warn', declined: 'bad' },
  about: {
    zh: '保存期限按政策参数“个人信息保存期限”计算。删除后不可恢复；金额、办理结果和审计链保留。系统管理员提请，安全保密管理员批准。',
    en: 'Periods are a parameter of the policy. What is erased cannot be brought back; amounts, decisions and the audit stay.',
  },
  beginnings: [
    {
      code: 'proposal',
      operation: 'proposeErasureRun',
      title: { zh: '提请删除', en: 'Propose an erasure' },
    },
  ],
  actions: [
    {
      code: 'approval',
      operation: 'approveErasureRun',
      title: { zh: '批准删除', en: 'Agree' },
      binds: { contentHash: 'contentHash' },
      isOpen: inState('proposed'),
      isGrave: true,
    },
    {
      code: 'refusal',
      operation: 'declineErasureRun',
      title: { zh: '不同意', en: 'Decline' },
      binds: { contentHash: 'contentHash' },
      isOpen: inState('proposed'),
    },
  ],
};

export const JOBS: WorkKind = {
  code: 'jobs',
  title: { zh: '后台作业', en: 'Jobs' },
  group: 'administration',
  list: 'listJobs',
  read: 'getJob',
  rowId: 'jobId',
  heading: 'name',
  columns: ['runKey', 'state', 'attempts', 'availableAt', 'updatedAt', 'lastError'],
  filters: ['state', 'name'],
  tones: { done: 'good', due: 'warn', running: 'warn', failed: 'bad' },
  actions: [
    {
      code: 'retry',
      operation: 'retryJob',
      title: { zh: '重试', en: 'Try again' },
      isOpen: inState('failed'),
    },
  ],
};
