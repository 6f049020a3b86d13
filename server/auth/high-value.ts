import { addSeconds } from '../clock.js';
import type { System } from '../context.js';
import type { AccountDuties } from './session-duties.js';
import type { Permission } from './permissions.js';

/**
 * By which money leaves, comes to be owed or is set apart, by which the rules change, and by which somebody else gets into an account. Whoever
 * sits down at a desk that was left open can do none of it (OWASP ASVS 7.5.3).
 */
const HIGH_VALUE: ReadonlySet<Permission> = new Set<Permission>([
  'loan.disburse',
  'subsidy-claim.fund',
  'subsidy-claim.pay',
  'payment-run.approve',
  'compensation-claim.approve',
  'compensation-claim.pay',
  'write-off.confirm',
  'clawback.decide',
  'budget.approve',
  'policy-draft.release',
  'erasure.approve',
  'user.reset-password',
  'user.reset-second-factor',
  'api-client.authorise',
]);

/** Whether the second factor has to be fresh for it. */
export const isHighValue = (permission: Permission): boolean => HIGH_VALUE.has(permission);

/** For how long a proof of the second factor is fresh. */
export const FRESH_SECONDS = 15 * 60;

/** Whether the second factor has to be proved again before an operation with this permission; `provenAt` is when it last was. */
export const mustProveFactor = (
  { auth, clock }: System,
  { role, otpConfirmedAt }: AccountDuties,
  provenAt: string,
  permission: Permission,
): boolean =>
  auth.secondFactor &&
  role !== 'borrower' &&
  otpConfirmedAt !== null &&
  isHighValue(permission) &&
  addSeconds(provenAt, FRESH_SECONDS) <= clock.now();
