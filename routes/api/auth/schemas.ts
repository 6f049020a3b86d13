import Joi from 'joi';
import type { ChangePassword } from '../../../server/auth/change-password.js';
import { REGISTRATION_CONSENTS, type RegistrationConsent } from '../../../server/auth/consent-texts.js';
import { PASSWORD_MAX_LENGTH } from '../../../server/auth/passwords.js';
import type { Credentials } from '../../../server/auth/prove-password.js';
import type { PersonalIdentityKind, RegisterBorrower } from '../../../server/auth/register-borrower.js';
import type { ResetPassword } from '../../../server/auth/reset-password.js';
import { ROLES } from '../../../server/core/roles.js';
import { freeText, hash, id } from '../../fields.js';

export const PERSONAL_IDENTITY_KINDS = [
  'resident-identity-card',
  'residence-permit',
  'hong-kong-macao-permit',
  'taiwan-permit',
] as const satisfies readonly PersonalIdentityKind[];

/** A user name that is being chosen. */
export const newUsername = (): Joi.StringSchema =>
  Joi.string()
    .pattern(/^[a-z][a-z0-9._-]{2,31}$/, 'user name')
    .description('3 to 32 small letters, figures, dots, hyphens and underscores; begins with a letter.')
    .example('zhang.wei');

const password = (): Joi.StringSchema => Joi.string().min(1).max(PASSWORD_MAX_LENGTH);

export const newPassword = (): Joi.StringSchema =>
  password().description(
    'At least 12 characters of three kinds (small, capital, figure, sign), without user name or common words.',
  );

const otp = (): Joi.StringSchema =>
  Joi.string()
    .pattern(/^\d{6}$/, 'six figures')
    .description('One-time password, where a second factor is on.')
    .example('123456');

export const phone = (): Joi.StringSchema =>
  Joi.string()
    .pattern(/^1[3-9]\d{9}$/, 'mobile number')
    .description('Mainland mobile number.')
    .example('13800138000');

const code = (): Joi.StringSchema =>
  Joi.string()
    .pattern(/^\d{6}$/, 'six figures')
    .description('The code that the phone received.')
    .example('123456');

export const identityNumber = (): Joi.StringSchema =>
  Joi.string()
    .pattern(/^[0-9A-Za-z]{8,18}$/, 'identity number')
    .description('Checked by its own check digit; stored encrypted.')
    .example('11010519491231002X');

/** Every field is required unless it says otherwise. */
const required = <T extends object>(keys: Readonly<Record<string, Joi.Schema>>): Joi.ObjectSchema<T> =>
  Joi.object<T>().keys(keys).required().prefs({ presence: 'required' });

export const credentialsBody = required<Credentials>({
  username: Joi.string().min(1).max(64),
  password: password(),
  otp: otp().optional(),
});

export const refreshBody = required<{ refreshToken: string }>({
  refreshToken: Joi.string()
    .pattern(/^[A-Za-z0-9_-]{43}$/, 'refresh token')
    .example('x'.repeat(43)),
});

export const passwordChangeBody = required<ChangePassword>({
  currentPassword: password(),
  newPassword: newPassword(),
  otp: otp().optional(),
});

export const phoneBody = required<{ phone: string }>({ phone: phone() });

/** A registration with the consents given, all of which are needed. */
export type Registration = RegisterBorrower & { readonly consents: readonly RegistrationConsent[] };

export const registrationBody = required<Registration>({
  username: newUsername(),
  password: newPassword(),
  name: freeText(64),
  identityKind: Joi.string().valid(...PERSONAL_IDENTITY_KINDS),
  identityNumber: identityNumber(),
  phone: phone(),
  code: code(),
  consents: Joi.array()
    .items(Joi.string().valid(...REGISTRATION_CONSENTS.map(({ kind }) => kind)))
    .length(REGISTRATION_CONSENTS.length)
    .unique()
    .description('Each consent by its kind; without all of them nothing can be registered.')
    .example(REGISTRATION_CONSENTS.map(({ kind }) => kind)),
});

export const passwordResetBody = required<ResetPassword>({
  phone: phone(),
  code: code(),
  newPassword: newPassword(),
});

export const otpBody = required<{ otp: string }>({ otp: otp() });

export const tokenReply = required<object>({
  accessToken: Joi.string().description('Bearer token for the Authorization header.'),
  refreshToken: Joi.string().description('Good once, for the next pair.'),
  expiresInSeconds: Joi.number().integer(),
});

export const consentTextsReply = required<object>({
  items: Joi.array().items(
    required<object>({
      kind: Joi.string(),
      version: Joi.string(),
      text: Joi.string(),
      textHash: hash(),
    }),
  ),
});

export const usernameReply = required<object>({ username: Joi.string() });

export const secondFactorReply = required<object>({
  secret: Joi.string().description('Base32, for an authenticator application.'),
  uri: Joi.string().description('The same as an otpauth URI, to be shown as a QR code.'),
});

export const ownAccountReply = required<object>({
  userId: id(),
  username: Joi.string(),
  displayName: Joi.string(),
  role: Joi.string().valid(...Object.keys(ROLES)),
  roleLabel: required<object>({ zh: Joi.string(), en: Joi.string() }),
  organisationId: id().allow(null),
  identityNumber: Joi.string().allow(null).description('Masked.'),
  phone: Joi.string().allow(null).description('Masked.'),
  mustChangePassword: Joi.boolean().description('Nothing else can be done before.'),
  secondFactor: Joi.boolean(),
  mustEnrolSecondFactor: Joi.boolean().description('Nothing else can be done before.'),
  permissions: Joi.array().items(Joi.string()),
});
