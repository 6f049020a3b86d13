import type { Row } from '../../models/rows.js';
import type { User } from '../../models/user.js';
import { addSeconds } from '../clock.js';
import type { System } from '../context.js';

const SECONDS_PER_DAY = 86_400;

/**
 * Whether an account may do nothing but change its password: somebody else has seen it, or it is staff's and has come of age
 * (GB/T 22239-2019 8.1.4.1 a). Borrowers' passwords do not age.
 */
export function mustChangePassword(
  { auth: { passwordMaxAgeDays }, clock }: System,
  { role, mustChangePasswordFlag, passwordSetAt }: AccountDuties,
): boolean {
  if (mustChangePasswordFlag === 1) return true;
  if (role === 'borrower' || passwordMaxAgeDays === 0) return false;
  return addSeconds(passwordSetAt, passwordMaxAgeDays * SECONDS_PER_DAY) <= clock.now();
}

/** Whether an account may do nothing but enrol a second factor: staff log in with two (GB/T 22239-2019 8.1.4.1 d). */
export const mustEnrolSecondFactor = ({ auth }: System, { role, otpConfirmedAt }: AccountDuties): boolean =>
  auth.secondFactor && role !== 'borrower' && otpConfirmedAt === null;

/** What of an account says which duties come before its work. */
export type AccountDuties = Pick<
  Row<User>,
  'role' | 'mustChangePasswordFlag' | 'passwordSetAt' | 'otpConfirmedAt'
>;
