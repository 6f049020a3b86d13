import { createUser } from '../../../server/users/create-user.js';
import { findUsers } from '../../../server/users/find-users.js';
import {
  changeRole,
  disableUser,
  enableUser,
  resetSecondFactor,
  resetStaffPassword,
  unlockUser,
} from '../../../server/users/manage-account.js';
import type { StaffRole } from '../../../server/users/role-organisations.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { presentUser } from './present.js';
import * as schemas from './schemas.js';

interface UserParams {
  readonly userId: string;
}

const listUsers = guarded<unknown, schemas.UsersQuery>({
  method: 'get',
  path: '/api/v1/users',
  tag: 'users',
  operationId: 'listUsers',
  summary: 'The accounts, the newest first (账号列表)',
  permission: 'user.read',
  query: schemas.usersQuery,
  reply: { status: 200, schema: schemas.usersReply },
  errors: [],
  handle: async (_context, { query: { organisationId, ...query } }) => {
    const page = await findUsers({
      ...query,
      organisationId: organisationId === undefined ? undefined : Number(organisationId),
    });
    return { items: page.items.map(presentUser), nextCursor: page.nextCursor };
  },
});

const createUserEndpoint = guarded<unknown, unknown, schemas.NewUserBody>({
  method: 'post',
  path: '/api/v1/users',
  tag: 'users',
  operationId: 'createUser',
  summary: 'Open an account for a member of staff, with a temporary password (新建账号)',
  permission: 'user.create',
  body: schemas.newUserBody,
  reply: { status: 201, schema: schemas.createdUserReply },
  errors: ['not-found', 'already-exists'],
  handle: async (context, { body }) => {
    const created = await createUser(context, { ...body, organisationId: Number(body.organisationId) });
    return { userId: String(created.userId), temporaryPassword: created.temporaryPassword };
  },
});

const changeRoleEndpoint = guarded<UserParams, unknown, { role: StaffRole }>({
  method: 'put',
  path: '/api/v1/users/:userId/role',
  tag: 'users',
  operationId: 'changeRole',
  summary: 'Move a member of staff to another role in the same organisation (变更角色)',
  permission: 'user.change-role',
  params: schemas.userParams,
  body: schemas.roleBody,
  reply: { status: 204 },
  errors: ['not-found', 'already-exists'],
  handle: (context, { params, body }) =>
    changeRole(context, { userId: Number(params.userId), role: body.role }),
});

const disableUserEndpoint = guarded<UserParams, unknown, { reason: string }>({
  method: 'post',
  path: '/api/v1/users/:userId/disablement',
  tag: 'users',
  operationId: 'disableUser',
  summary: 'Take all access from an account at once (停用账号)',
  permission: 'user.disable',
  params: schemas.userParams,
  body: schemas.reasonBody,
  reply: { status: 204 },
  errors: ['not-found', 'illegal-transition'],
  handle: (context, { params, body }) =>
    disableUser(context, { userId: Number(params.userId), reason: body.reason }),
});

const enableUserEndpoint = guarded<UserParams>({
  method: 'delete',
  path: '/api/v1/users/:userId/disablement',
  tag: 'users',
  operationId: 'enableUser',
  summary: 'Give an account its access back (启用账号)',
  permission: 'user.disable',
  params: schemas.userParams,
  reply: { status: 204 },
  errors: ['not-found', 'illegal-transition', 'already-exists'],
  handle: (context, { params }) => enableUser(context, { userId: Number(params.userId) }),
});

const unlockUserEndpoint = guarded<UserParams>({
  method: 'delete',
  path: '/api/v1/users/:userId/lock',
  tag: 'users',
  operationId: 'unlockUser',
  summary: 'Lift the lock that failed log-ins have set (解锁账号)',
  permission: 'user.unlock',
  params: schemas.userParams,
  reply: { status: 204 },
  errors: ['not-found'],
  handle: (context, { params }) => unlockUser(context, { userId: Number(params.userId) }),
});

const resetPasswordEndpoint = guarded<UserParams>({
  method: 'post',
  path: '/api/v1/users/:userId/password-resets',
  tag: 'users',
  operationId: 'resetStaffPassword',
  summary: 'Give a member of staff a temporary password (重置员工密码)',
  permission: 'user.reset-password',
  params: schemas.userParams,
  reply: { status: 201, schema: schemas.temporaryPasswordReply },
  errors: ['not-found'],
  handle: (context, { params }) => resetStaffPassword(context, { userId: Number(params.userId) }),
});

const resetSecondFactorEndpoint = guarded<UserParams>({
  method: 'delete',
  path: '/api/v1/users/:userId/second-factor',
  tag: 'users',
  operationId: 'resetSecondFactor',
  summary: 'Take a lost second factor off an account (解除动态口令)',
  permission: 'user.reset-second-factor',
  params: schemas.userParams,
  reply: { status: 204 },
  errors: ['not-found'],
  handle: (context, { params }) => resetSecondFactor(context, { userId: Number(params.userId) }),
});

/** Accounts: opened by the system administrator, watched over by the security administrator. */
export const USER_ENDPOINTS: readonly Endpoint[] = [
  listUsers,
  createUserEndpoint,
  changeRoleEndpoint,
  disableUserEndpoint,
  enableUserEndpoint,
  unlockUserEndpoint,
  resetPasswordEndpoint,
  resetSecondFactorEndpoint,
];
