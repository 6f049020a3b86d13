import type { OwnAccount } from '../../../server/users/find-users.js';
import { ROLES, type Role } from '../../../server/core/roles.js';
import { maskIdentityNumber, maskPhoneNumber } from '../../../server/core/masking.js';
import type { Permission } from '../../../server/auth/permissions.js';

/** One's own account with what it may do; personal values are masked even for their owner, whose screen others may see. */
export interface PresentedAccount {
  readonly userId: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly roleLabel: { readonly zh: string; readonly en: string };
  readonly organisationId: string | null;
  readonly identityNumber: string | null;
  readonly phone: string | null;
  readonly mustChangePassword: boolean;
  readonly secondFactor: boolean;
  readonly mustEnrolSecondFactor: boolean;
  readonly permissions: readonly Permission[];
}

export const presentOwnAccount = ({
  user,
  identityNumber,
  phone,
  permissions,
  mustChangePassword,
  mustEnrolSecondFactor,
}: OwnAccount): PresentedAccount => ({
  userId: String(user.id),
  username: user.username,
  displayName: user.displayName,
  role: user.role,
  roleLabel: ROLES[user.role],
  organisationId: user.organisationId === null ? null : String(user.organisationId),
  identityNumber: identityNumber && maskIdentityNumber(identityNumber),
  phone: phone && maskPhoneNumber(phone),
  mustChangePassword,
  secondFactor: user.otpConfirmedAt !== null,
  mustEnrolSecondFactor,
  permissions,
});
