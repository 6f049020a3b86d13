import type { Bilingual } from './bilingual.js';

/** Every role of an account, with its label. All are held by persons but `bank-machine`, which is a bank's own system. The three administrators split their powers (三员分立). */
export const ROLES = {
  borrower: { zh: '借款人', en: 'Borrower' },
  'station-clerk': { zh: '就业驿站经办', en: 'Service station clerk' },
  'bank-officer': { zh: '银行经办', en: 'Bank officer' },
  'bank-supervisor': { zh: '银行复核', en: 'Bank supervisor' },
  'bank-machine': { zh: '银行系统', en: 'Bank system' },
  'guarantor-officer': { zh: '担保方经办', en: 'Guarantor officer' },
  'guarantor-supervisor': { zh: '担保方复核', en: 'Guarantor supervisor' },
  'district-reviewer': { zh: '区级审核', en: 'District reviewer' },
  'municipal-officer': { zh: '市级经办', en: 'Municipal officer' },
  'municipal-supervisor': { zh: '市级复核', en: 'Municipal supervisor' },
  'finance-approver': { zh: '财政审批', en: 'Finance approver' },
  auditor: { zh: '审计员', en: 'Auditor' },
  'system-administrator': { zh: '系统管理员', en: 'System administrator' },
  'security-administrator': { zh: '安全保密管理员', en: 'Security administrator' },
  'audit-administrator': { zh: '安全审计员', en: 'Audit administrator' },
} as const satisfies Record<string, Bilingual>;

export type Role = keyof typeof ROLES;

/** Who moves a state: a person in a role, or the system itself (the daily close, an expiry). */
export type StateActor = Role | 'system';

/** Whether a text names a role. */
export function isRole(text: string): text is Role {
  return Object.hasOwn(ROLES, text);
}
