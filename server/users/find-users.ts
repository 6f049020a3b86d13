import { findRow, findRows, type Row } from '../../models/rows.js';
import { User } from '../../models/user.js';
import { permissionsOf, type Permission } from '../auth/permissions.js';
import { mustChangePassword, mustEnrolSecondFactor } from '../auth/session-duties.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import type { Role } from '../core/roles.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';

export interface UserFilter extends PageRequest {
  readonly organisationId?: number | undefined;
  readonly role?: Role | undefined;
}

/** An account in a list. */
export type ListedUser = Row<User>;

/** The accounts of persons, the newest first; perhaps of one organisation or role only. */
export async function findUsers(filter: UserFilter): Promise<Page<ListedUser>> {
  const before = idBefore(filter);
  const rows = await findRows(User, {
    where: {
      ...(filter.organisationId !== undefined && { organisationId: filter.organisationId }),
      role: filter.role ?? { '!=': 'bank-machine' },
      ...(before !== undefined && { id: { '<': before } }),
    },
    order: [['id', 'DESC']],
    limit: filter.limit + 1,
  });
  return pageById(rows, filter);
}

/** One's own account with its personal values in clear, which the presenter masks, and what the role may do. */
export interface OwnAccount {
  readonly user: Row<User>;
  readonly identityNumber: string | null;
  readonly phone: string | null;
  readonly permissions: readonly Permission[];
  readonly mustChangePassword: boolean;
  readonly mustEnrolSecondFactor: boolean;
}

/** One's own account. Fails: not-found. */
export async function findOwnAccount({ actor, system }: Context): Promise<OwnAccount> {
  const { cipher } = system;
  const user = await findRow(User, { where: { id: actor.userId } });
  if (!user) throw new DomainError('not-found');
  const { identityCipher, phoneCipher } = user;
  return {
    user,
    identityNumber: identityCipher && cipher.decrypt(identityCipher, 'users.identity'),
    phone: phoneCipher && cipher.decrypt(phoneCipher, 'users.phone'),
    permissions: permissionsOf(user.role),
    mustChangePassword: mustChangePassword(system, user),
    mustEnrolSecondFactor: mustEnrolSecondFactor(system, user),
  };
}
