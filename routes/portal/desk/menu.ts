import { can } from '../../../server/auth/permissions.js';
import type { Bilingual } from '../../../server/core/bilingual.js';
import type { Role } from '../../../server/core/roles.js';
import { operationOf } from './operations.js';
import type { WorkAction, WorkGroup, WorkKind } from './work-kind.js';

const GROUPS: Readonly<Record<WorkGroup, Bilingual>> = {
  cases: { zh: '申请与贷款', en: 'Applications and loans' },
  subsidies: { zh: '贴息与资金', en: 'Subsidies and money' },
  risk: { zh: '风险与代偿', en: 'Risk and compensation' },
  'bank-files': { zh: '银行数据', en: 'Bank data' },
  agreements: { zh: '合作与接口', en: 'Agreements and interfaces' },
  policy: { zh: '政策与绩效', en: 'Policy and performance' },
  administration: { zh: '系统管理', en: 'Administration' },
};

/** Whether a role may run an operation. */
export const mayRun = (role: Role, operationId: string): boolean =>
  can(role, operationOf(operationId).permission);

/** The actions among these that a role may take. */
export const actionsFor = (role: Role, actions: readonly WorkAction[] = []): WorkAction[] =>
  actions.filter(({ operation }) => mayRun(role, operation));

/** The kinds of work that a role sees, in groups; groups without any are left out. */
export function menuFor(role: Role, kinds: readonly WorkKind[]) {
  return (Object.keys(GROUPS) as WorkGroup[]).flatMap((group) => {
    const own = kinds.filter((kind) => kind.group === group && mayRun(role, kind.list));
    return own.length === 0
      ? []
      : [{ title: GROUPS[group], kinds: own.map(({ code, title }) => ({ code, title })) }];
  });
}
