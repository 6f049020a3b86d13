import { requestPasswordResetCode, resetPassword } from '../../../server/auth/reset-password.js';
import { passwordResetBody, phoneBody } from '../../api/auth/schemas.js';
import { validate } from '../../middleware/validate.js';
import { fill, type Field } from '../fields.js';
import { openPage, type FormValues, type Page, type PageProblem, type View } from '../page.js';
import { CODE, PASSWORD, PHONE } from './registration.js';

const TRIES_PER_MINUTE = 30;
const TITLE = { zh: '忘记密码', en: 'Forgotten password' };
const NEW_PASSWORD: Field = { ...PASSWORD, name: 'newPassword', label: { zh: '新密码', en: 'New password' } };

const phoneView = (values: FormValues, problem?: PageProblem): View => ({
  view: 'forgotten-password',
  title: TITLE,
  values: { action: '/forgotten-password/code', fields: fill([PHONE], values, problem), problem },
});

const codeView = ({ newPassword: _never, ...typed }: FormValues, problem?: PageProblem): View => ({
  view: 'forgotten-password',
  title: TITLE,
  values: {
    action: '/forgotten-password',
    isSent: true,
    fields: fill([PHONE, CODE, NEW_PASSWORD], typed, problem),
    problem,
  },
});

const askPhone = openPage({
  method: 'get',
  path: '/forgotten-password',
  handle: async () => phoneView({}),
});

/** The answer is the same for every number; the number itself goes on in the form and never in an address. */
const sendCode = openPage({
  method: 'post',
  path: '/forgotten-password/code',
  limit: { operationId: 'requestPasswordResetCode', requestsPerMinute: TRIES_PER_MINUTE },
  handle: async (visitor, { body }) => {
    const { phone } = validate(phoneBody, { phone: body['phone'] });
    await requestPasswordResetCode(visitor, { phone });
    return codeView({ phone });
  },
  again: async (_visitor, { body }, problem) => phoneView(body, problem),
});

const reset = openPage({
  method: 'post',
  path: '/forgotten-password',
  limit: { operationId: 'resetPassword', requestsPerMinute: TRIES_PER_MINUTE },
  handle: async (visitor, { body: { phone, code, newPassword } }) => {
    const { username } = await resetPassword(
      visitor,
      validate(passwordResetBody, { phone, code, newPassword }),
    );
    return { view: 'password-was-reset', title: TITLE, values: { username } };
  },
  again: async (_visitor, { body }, problem) => codeView(body, problem),
});

/** A borrower who has forgotten password or user name gets back in by a code that the phone receives. */
export const FORGOTTEN_PASSWORD_PAGES: readonly Page[] = [askPhone, sendCode, reset];
