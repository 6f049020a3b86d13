import { changePassword } from '../../../server/auth/change-password.js';
import { REGISTRATION_CONSENTS, textHashOf } from '../../../server/auth/consent-texts.js';
import { logIn } from '../../../server/auth/log-in.js';
import { logOut } from '../../../server/auth/log-out.js';
import { refreshSession } from '../../../server/auth/refresh-session.js';
import { registerBorrower, requestRegistrationCode } from '../../../server/auth/register-borrower.js';
import { requestPasswordResetCode, resetPassword } from '../../../server/auth/reset-password.js';
import { proveSecondFactor } from '../../../server/auth/prove-factor.js';
import { confirmSecondFactor, enrolSecondFactor } from '../../../server/auth/second-factor.js';
import { openSession } from '../../../server/auth/sessions.js';
import { findOwnAccount } from '../../../server/users/find-users.js';
import { guarded, open, type Endpoint } from '../../endpoint.js';
import { presentOwnAccount } from './present.js';
import * as schemas from './schemas.js';

const TRIES_PER_MINUTE = 240;
const CODES_PER_MINUTE = 30;

const logInEndpoint = open({
  method: 'post',
  path: '/api/v1/auth/tokens',
  tag: 'auth',
  operationId: 'logIn',
  summary: 'Log in: user name and password, and a one-time password where a second factor is on (登录)',
  permission: 'public',
  requestsPerMinute: TRIES_PER_MINUTE,
  body: schemas.credentialsBody,
  reply: { status: 200, schema: schemas.tokenReply },
  errors: ['wrong-credentials', 'account-locked', 'second-factor-required', 'too-many-requests'],
  handle: (visitor, { body }) => logIn(visitor, body, openSession),
});

const refreshEndpoint = open({
  method: 'post',
  path: '/api/v1/auth/refreshes',
  tag: 'auth',
  operationId: 'refreshSession',
  summary: 'Exchange a refresh token for the next pair; a token used twice ends its session (续期)',
  permission: 'public',
  requestsPerMinute: TRIES_PER_MINUTE,
  body: schemas.refreshBody,
  reply: { status: 200, schema: schemas.tokenReply },
  errors: ['unauthenticated', 'too-many-requests'],
  handle: (visitor, { body }) => refreshSession(visitor, body),
});

const logOutEndpoint = guarded({
  method: 'delete',
  path: '/api/v1/auth/session',
  tag: 'auth',
  operationId: 'logOut',
  summary: 'Log out: the session and its tokens end at once (退出)',
  permission: 'account.secure',
  reply: { status: 204 },
  errors: [],
  handle: (context) => logOut(context),
});

const changePasswordEndpoint = guarded({
  method: 'post',
  path: '/api/v1/auth/password-changes',
  tag: 'auth',
  operationId: 'changePassword',
  summary: 'Change one’s own password; all sessions end and a new one begins (修改密码)',
  permission: 'account.secure',
  body: schemas.passwordChangeBody,
  reply: { status: 200, schema: schemas.tokenReply },
  errors: ['wrong-credentials', 'account-locked', 'second-factor-required', 'weak-password'],
  handle: (context, { body }) => changePassword(context, body, openSession),
});

const registrationCodeEndpoint = open({
  method: 'post',
  path: '/api/v1/auth/registration-codes',
  tag: 'auth',
  operationId: 'requestRegistrationCode',
  summary: 'Send a registration code to a phone; the answer is the same for every number (发送注册验证码)',
  permission: 'public',
  requestsPerMinute: CODES_PER_MINUTE,
  body: schemas.phoneBody,
  reply: { status: 204 },
  errors: ['too-many-requests'],
  handle: (visitor, { body }) => requestRegistrationCode(visitor, body),
});

const consentTextsEndpoint = open({
  method: 'get',
  path: '/api/v1/auth/consent-texts',
  tag: 'auth',
  operationId: 'listConsentTexts',
  summary: 'The texts that a registration consents to, each with its version and hash (告知同意文本)',
  permission: 'public',
  requestsPerMinute: 300,
  countedPerProcess: true,
  reply: { status: 200, schema: schemas.consentTextsReply },
  errors: [],
  handle: async () => ({
    items: REGISTRATION_CONSENTS.map((consent) => ({ ...consent, textHash: textHashOf(consent) })),
  }),
});

const registerEndpoint = open({
  method: 'post',
  path: '/api/v1/auth/registrations',
  tag: 'auth',
  operationId: 'registerBorrower',
  summary: 'Register as a borrower with the code that one’s phone received, and log in (注册)',
  permission: 'public',
  requestsPerMinute: CODES_PER_MINUTE,
  body: schemas.registrationBody,
  reply: { status: 201, schema: schemas.tokenReply },
  errors: ['weak-password', 'wrong-credentials', 'already-exists', 'too-many-requests'],
  handle: (visitor, { body }) => registerBorrower(visitor, body, openSession),
});

const resetCodeEndpoint = open({
  method: 'post',
  path: '/api/v1/auth/password-reset-codes',
  tag: 'auth',
  operationId: 'requestPasswordResetCode',
  summary:
    'Send a reset code to a borrower’s phone; the answer is the same for every number (发送重置验证码)',
  permission: 'public',
  requestsPerMinute: CODES_PER_MINUTE,
  body: schemas.phoneBody,
  reply: { status: 204 },
  errors: ['too-many-requests'],
  handle: (visitor, { body }) => requestPasswordResetCode(visitor, body),
});

const resetPasswordEndpoint = open({
  method: 'post',
  path: '/api/v1/auth/password-resets',
  tag: 'auth',
  operationId: 'resetPassword',
  summary:
    'Set a borrower’s new password by the code that the phone received; tells the user name (重置密码)',
  permission: 'public',
  requestsPerMinute: CODES_PER_MINUTE,
  body: schemas.passwordResetBody,
  reply: { status: 200, schema: schemas.usernameReply },
  errors: ['weak-password', 'wrong-credentials', 'too-many-requests'],
  handle: (visitor, { body }) => resetPassword(visitor, body),
});

const enrolSecondFactorEndpoint = guarded({
  method: 'post',
  path: '/api/v1/auth/second-factors',
  tag: 'auth',
  operationId: 'enrolSecondFactor',
  summary: 'Make a second factor for one’s account; it counts once it is confirmed (绑定动态口令)',
  permission: 'account.enrol-second-factor',
  reply: { status: 201, schema: schemas.secondFactorReply },
  errors: ['already-exists'],
  handle: (context) => enrolSecondFactor(context),
});

const confirmSecondFactorEndpoint = guarded({
  method: 'post',
  path: '/api/v1/auth/second-factor-confirmations',
  tag: 'auth',
  operationId: 'confirmSecondFactor',
  summary: 'Put the second factor in force with a first one-time password (确认动态口令)',
  permission: 'account.enrol-second-factor',
  body: schemas.otpBody,
  reply: { status: 204 },
  errors: ['not-found', 'already-exists', 'wrong-credentials'],
  handle: (context, { body }) => confirmSecondFactor(context, body),
});

const proveSecondFactorEndpoint = guarded({
  method: 'post',
  path: '/api/v1/auth/second-factor-proofs',
  tag: 'auth',
  operationId: 'proveSecondFactor',
  summary:
    'Prove the second factor again, for a quarter of an hour of what costs money or changes rules (再次验证动态口令)',
  permission: 'account.enrol-second-factor',
  body: schemas.otpBody,
  reply: { status: 204 },
  errors: ['not-found', 'wrong-credentials', 'too-many-requests'],
  handle: (context, { body }) => proveSecondFactor(context, body),
});

const ownAccountEndpoint = guarded({
  method: 'get',
  path: '/api/v1/me',
  tag: 'auth',
  operationId: 'getOwnAccount',
  summary: 'One’s own account, role and permissions (我的账号)',
  permission: 'account.secure',
  reply: { status: 200, schema: schemas.ownAccountReply },
  errors: [],
  handle: async (context) => presentOwnAccount(await findOwnAccount(context)),
});

/** Identity: log-in, sessions, registration, passwords, second factor. */
export const AUTH_ENDPOINTS: readonly Endpoint[] = [
  logInEndpoint,
  refreshEndpoint,
  logOutEndpoint,
  changePasswordEndpoint,
  registrationCodeEndpoint,
  consentTextsEndpoint,
  registerEndpoint,
  resetCodeEndpoint,
  resetPasswordEndpoint,
  enrolSecondFactorEndpoint,
  confirmSecondFactorEndpoint,
  proveSecondFactorEndpoint,
  ownAccountEndpoint,
];
