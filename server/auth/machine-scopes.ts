import type { Permission } from './permissions.js';

/** What a machine's token may cover, each with the operations it opens. Nothing else is open to a machine. */
export const MACHINE_SCOPES = {
  'loans.read': ['loan.read', 'business-date.read'],
  'imports.write': ['import.create', 'import.read', 'import.correct'],
  'repayments.write': ['repayment.record', 'repayment.reverse'],
  'loan-events.write': [
    'loan-event.record',
    'loan-event.withdraw',
    'bank-class.record',
    'repayment-reserve.record',
  ],
  'claims.read': ['subsidy-claim.read'],
} as const satisfies Record<string, readonly Permission[]>;

export type MachineScope = keyof typeof MACHINE_SCOPES;

export const MACHINE_SCOPE_NAMES = Object.keys(MACHINE_SCOPES) as readonly MachineScope[];

/** Whether one of the scopes opens the permission. */
export const covers = (scopes: readonly MachineScope[], permission: Permission): boolean =>
  scopes.some((scope) => (MACHINE_SCOPES[scope] as readonly Permission[]).includes(permission));

/** The scopes in a token's text that the client still has: what was taken from it is gone at once. */
export const readScopes = (text: string, granted: readonly MachineScope[]): MachineScope[] => {
  const named = new Set(text.split(' '));
  return granted.filter((scope) => named.has(scope));
};
