import { can } from '../../../server/auth/permissions.js';
import { changePassword } from '../../../server/auth/change-password.js';
import { proveSecondFactor } from '../../../server/auth/prove-factor.js';
import { confirmSecondFactor, enrolSecondFactor } from '../../../server/auth/second-factor.js';
import { openWebSession } from '../../../server/auth/web-sessions.js';
import { maskIdentityNumber, maskPhoneNumber } from '../../../server/core/masking.js';
import { findOwnAccount } from '../../../server/users/find-users.js';
import { otpBody, passwordChangeBody } from '../../api/auth/schemas.js';
import { validate } from '../../middleware/validate.js';
import { fill, type Field } from '../fields.js';
import { KEPT_FIELD } from '../form-values.js';
import { safePath } from '../safe-path.js';
import { guardedPage, type FormValues, type Page, type PageProblem, type View } from '../page.js';

const OTP: Field = {
  name: 'otp',
  kind: 'digits',
  label: { zh: '动态验证码', en: 'Code of your authenticator' },
  autocomplete: 'one-time-code',
  maxLength: 6,
};

const PASSWORD_FIELDS: readonly Field[] = [
  {
    name: 'currentPassword',
    kind: 'password',
    label: { zh: '当前密码', en: 'Present password' },
    autocomplete: 'current-password',
  },
  {
    name: 'newPassword',
    kind: 'password',
    label: { zh: '新密码', en: 'New password' },
    hint: {
      zh: '至少 12 位，含三种字符，不含用户名',
      en: 'At least 12 characters of three kinds, without the user name',
    },
    autocomplete: 'new-password',
  },
  { ...OTP, optional: true },
];

const account = guardedPage({
  method: 'get',
  path: '/account',
  permission: 'account.secure',
  handle: async (context) => {
    const { user, identityNumber, phone } = await findOwnAccount(context);
    return {
      view: 'account',
      title: { zh: '我的账号', en: 'My account' },
      values: {
        username: user.username,
        displayName: user.displayName,
        identityNumber: identityNumber && maskIdentityNumber(identityNumber),
        phone: phone && maskPhoneNumber(phone),
        secondFactor: user.otpConfirmedAt !== null,
        isStaff: user.role !== 'borrower',
        mayConsent: can(user.role, 'registry-consent.decide'),
        mayCopy: can(user.role, 'personal-data.copy'),
      },
    };
  },
});

const passwordView = (problem?: PageProblem): View => ({
  view: 'password',
  title: { zh: '修改密码', en: 'Change the password' },
  values: { fields: fill(PASSWORD_FIELDS, {}, problem), problem },
});

const showPassword = guardedPage({
  method: 'get',
  path: '/password',
  permission: 'account.secure',
  handle: async () => passwordView(),
});

const sendPassword = guardedPage({
  method: 'post',
  path: '/password',
  permission: 'account.secure',
  handle: async (context, { body }) => {
    const { currentPassword, newPassword, otp } = body;
    const change = validate(passwordChangeBody, { currentPassword, newPassword, ...(otp && { otp }) });
    const { cookie } = await changePassword(context, change, openWebSession);
    return { to: '/desk', session: cookie };
  },
  again: async (_context, _input, problem) => passwordView(problem),
});

const showEnrolment = guardedPage({
  method: 'get',
  path: '/second-factor',
  permission: 'account.enrol-second-factor',
  handle: async () => ({ view: 'second-factor', title: { zh: '绑定身份验证器', en: 'Second factor' } }),
});

function enrolmentView(values: FormValues, problem?: PageProblem): View {
  const { secret = '', uri = '' } = values;
  return {
    view: 'second-factor-confirmation',
    title: { zh: '绑定身份验证器', en: 'Second factor' },
    values: { secret, uri, fields: fill([OTP], {}, problem), problem },
  };
}

const enrol = guardedPage({
  method: 'post',
  path: '/second-factor',
  permission: 'account.enrol-second-factor',
  handle: async (context) => enrolmentView(await enrolSecondFactor(context)),
});

const confirm = guardedPage({
  method: 'post',
  path: '/second-factor/confirmation',
  permission: 'account.enrol-second-factor',
  handle: async (context, { body }) => {
    await confirmSecondFactor(context, validate(otpBody, { otp: body['otp'] }));
    return { to: '/desk' };
  },
  again: async (_context, { body }, problem) => enrolmentView(body, problem),
});

/** The page that asks for the second factor again, perhaps to go on with a form that waits. */
export const proofView = ({ next, [KEPT_FIELD]: kept }: FormValues, problem?: PageProblem): View => ({
  view: 'factor-proof',
  title: { zh: '再次验证身份', en: 'Prove your second factor' },
  values: { fields: fill([OTP], {}, problem), next: safePath(next, '/desk'), kept, problem },
});

const showProof = guardedPage({
  method: 'get',
  path: '/second-factor/proof',
  permission: 'account.enrol-second-factor',
  handle: async (_context, { query }) => proofView({ next: query['next'] ?? '' }),
});

const prove = guardedPage({
  method: 'post',
  path: '/second-factor/proof',
  permission: 'account.enrol-second-factor',
  carries: true,
  handle: async (context, { body }) => {
    await proveSecondFactor(context, validate(otpBody, { otp: body['otp'] }));
    return { to: safePath(body['next'], '/desk'), carries: Boolean(body[KEPT_FIELD]) };
  },
  again: async (_context, { body }, problem) => proofView(body, problem),
});

/** One's own account: what is known of it, its password, its second factor. */
export const SECURITY_PAGES: readonly Page[] = [
  account,
  showPassword,
  sendPassword,
  showEnrolment,
  enrol,
  confirm,
  showProof,
  prove,
];
