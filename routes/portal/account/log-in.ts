import { logIn } from '../../../server/auth/log-in.js';
import { logOut } from '../../../server/auth/log-out.js';
import { openWebSession } from '../../../server/auth/web-sessions.js';
import { credentialsBody } from '../../api/auth/schemas.js';
import { validate } from '../../middleware/validate.js';
import { fill, type Field } from '../fields.js';
import { KEPT_FIELD } from '../form-values.js';
import { guardedPage, openPage, type Page, type PageInput, type PageProblem, type View } from '../page.js';
import { safePath } from '../safe-path.js';

const TRIES_PER_MINUTE = 240;

const FIELDS: readonly Field[] = [
  {
    name: 'username',
    kind: 'text',
    label: { zh: '用户名', en: 'User name' },
    autocomplete: 'username',
    maxLength: 64,
  },
  {
    name: 'password',
    kind: 'password',
    label: { zh: '密码', en: 'Password' },
    autocomplete: 'current-password',
  },
  {
    name: 'otp',
    kind: 'digits',
    optional: true,
    label: { zh: '动态验证码', en: 'Code of your authenticator' },
    hint: {
      zh: '工作人员填写身份验证器上的 6 位数字，借款人不填',
      en: 'Six digits, for staff; borrowers leave it empty',
    },
    autocomplete: 'one-time-code',
    maxLength: 6,
  },
];

/** The page at which somebody logs in, perhaps to go on with a form that waits. */
export function logInView(
  { query, body, keepsCookies }: Pick<PageInput, 'query' | 'body' | 'keepsCookies'>,
  problem?: PageProblem,
): View {
  const { password: _never, ...typed } = body;
  return {
    view: 'log-in',
    title: { zh: '登录', en: 'Log in' },
    values: {
      fields: fill(FIELDS, typed, problem),
      problem,
      keepsCookies,
      next: safePath(query['next'] ?? body['next'], '/desk'),
      kept: body[KEPT_FIELD],
    },
  };
}

const showLogIn = openPage({
  method: 'get',
  path: '/log-in',
  handle: async (_visitor, input) => logInView(input),
});

const sendLogIn = openPage({
  method: 'post',
  path: '/log-in',
  limit: { operationId: 'logIn', requestsPerMinute: TRIES_PER_MINUTE },
  handle: async (visitor, { body }) => {
    const { username, password, otp } = body;
    const credentials = validate(credentialsBody, { username, password, ...(otp && { otp }) });
    const { cookie } = await logIn(visitor, credentials, openWebSession);
    return { to: safePath(body['next'], '/desk'), session: cookie, carries: Boolean(body[KEPT_FIELD]) };
  },
  again: async (_visitor, input, problem) => logInView(input, problem),
});

const sendLogOut = guardedPage({
  method: 'post',
  path: '/log-out',
  permission: 'account.secure',
  handle: async (context) => {
    await logOut(context);
    return { to: '/log-in', session: null };
  },
});

/** Coming and going. */
export const LOG_IN_PAGES: readonly Page[] = [showLogIn, sendLogIn, sendLogOut];
