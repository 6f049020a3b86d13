import type { ListedUser } from '../../../server/users/find-users.js';
import type { Role } from '../../../server/core/roles.js';

/** An account as administrators see it: who it is, not what is secret or personal about them. */
export interface PresentedUser {
  readonly userId: string;
  readonly organisationId: string | null;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly createdAt: string;
  readonly disabledAt: string | null;
  readonly lockedUntil: string | null;
  readonly mustChangePassword: boolean;
  readonly secondFactor: boolean;
  readonly version: number;
}

export const presentUser = (user: ListedUser): PresentedUser => ({
  userId: String(user.id),
  organisationId: user.organisationId === null ? null : String(user.organisationId),
  username: user.username,
  displayName: user.displayName,
  role: user.role,
  createdAt: user.createdAt,
  disabledAt: user.disabledAt,
  lockedUntil: user.lockedUntil,
  mustChangePassword: user.mustChangePasswordFlag === 1,
  secondFactor: user.otpConfirmedAt !== null,
  version: user.version,
});
