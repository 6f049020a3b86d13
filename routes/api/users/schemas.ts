import Joi from 'joi';
import { ROLES, type Role } from '../../../server/core/roles.js';
import { ORGANISATION_OF_ROLE, type StaffRole } from '../../../server/users/role-organisations.js';
import type { PersonalIdentityKind } from '../../../server/auth/register-borrower.js';
import { freeText, id, instant, pageOf, pageQuery, type PageQuery } from '../../fields.js';
import { identityNumber, newUsername, PERSONAL_IDENTITY_KINDS, phone } from '../auth/schemas.js';

const staffRole = (): Joi.StringSchema => Joi.string().valid(...Object.keys(ORGANISATION_OF_ROLE));

export const userParams = Joi.object<{ userId: string }>({ userId: id().required() }).required();

export interface UsersQuery extends PageQuery {
  readonly organisationId?: string;
  readonly role?: Role;
}

export const usersQuery = Joi.object<UsersQuery>({
  ...pageQuery,
  organisationId: id(),
  role: Joi.string().valid(...Object.keys(ROLES)),
});

export interface NewUserBody {
  readonly organisationId: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: StaffRole;
  readonly identityKind: PersonalIdentityKind;
  readonly identityNumber: string;
  readonly phone?: string;
}

export const newUserBody = Joi.object<NewUserBody>({
  organisationId: id(),
  username: newUsername(),
  displayName: freeText(64),
  role: staffRole(),
  identityKind: Joi.string().valid(...PERSONAL_IDENTITY_KINDS),
  identityNumber: identityNumber(),
  phone: phone().optional(),
})
  .required()
  .prefs({ presence: 'required' });

export const roleBody = Joi.object<{ role: StaffRole }>({ role: staffRole().required() }).required();

export const reasonBody = Joi.object<{ reason: string }>({ reason: freeText(200).required() }).required();

const user = Joi.object({
  userId: id(),
  organisationId: id().allow(null),
  username: Joi.string(),
  displayName: Joi.string(),
  role: Joi.string().valid(...Object.keys(ROLES)),
  createdAt: instant(),
  disabledAt: instant().allow(null),
  lockedUntil: instant().allow(null),
  mustChangePassword: Joi.boolean(),
  secondFactor: Joi.boolean(),
  version: Joi.number().integer(),
}).prefs({ presence: 'required' });

export const usersReply = pageOf(user);

export const createdUserReply = Joi.object({
  userId: id().required(),
  temporaryPassword: Joi.string()
    .allow(null)
    .required()
    .description(
      'Shown this once, to be handed over and changed at the first log-in; null in a repeated reply.',
    ),
});

export const temporaryPasswordReply = Joi.object({
  temporaryPassword: Joi.string()
    .required()
    .description('Shown this once, to be handed over and changed first of all.'),
});
