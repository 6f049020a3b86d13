import { REGISTRATION_CONSENTS } from '../../../server/auth/consent-texts.js';
import { registerBorrower, requestRegistrationCode } from '../../../server/auth/register-borrower.js';
import { openWebSession } from '../../../server/auth/web-sessions.js';
import type { Bilingual } from '../../../server/core/bilingual.js';
import { PERSONAL_IDENTITY_KINDS, phoneBody, registrationBody } from '../../api/auth/schemas.js';
import { validate } from '../../middleware/validate.js';
import { IDENTITY_KIND_CHOICES } from '../choices.js';
import { fill, type Field } from '../fields.js';
import { openPage, type FormValues, type Page, type PageProblem, type View } from '../page.js';

const CODES_PER_MINUTE = 30;

export const PHONE: Field = {
  name: 'phone',
  kind: 'tel',
  label: { zh: '手机号码', en: 'Mobile number' },
  autocomplete: 'tel-national',
  maxLength: 11,
};

const CONSENT_LABELS: Readonly<Record<string, Bilingual>> = {
  'personal-information': {
    zh: '我同意处理姓名和联系电话',
    en: 'I agree that my name and phone are processed',
  },
  'identity-number': {
    zh: '我单独同意处理身份证件号码',
    en: 'I agree separately that my identity number is processed',
  },
};

const consentName = (kind: string): string => `consents.${kind}`;

export const CODE: Field = {
  name: 'code',
  kind: 'digits',
  label: { zh: '短信验证码', en: 'Code sent to your phone' },
  autocomplete: 'one-time-code',
  maxLength: 6,
};

export const PASSWORD: Field = {
  name: 'password',
  kind: 'password',
  label: { zh: '密码', en: 'Password' },
  hint: { zh: '至少 12 位，含三种字符', en: 'At least 12 characters of three kinds' },
  autocomplete: 'new-password',
};

const FIELDS: readonly Field[] = [
  PHONE,
  CODE,
  { name: 'name', kind: 'text', label: { zh: '姓名', en: 'Name' }, autocomplete: 'name', maxLength: 64 },
  {
    name: 'identityKind',
    kind: 'select',
    label: { zh: '证件类型', en: 'Identity document' },
    choices: IDENTITY_KIND_CHOICES,
  },
  { name: 'identityNumber', kind: 'text', label: { zh: '证件号码', en: 'Its number' }, maxLength: 18 },
  {
    name: 'username',
    kind: 'text',
    label: { zh: '用户名', en: 'User name' },
    hint: {
      zh: '3 到 32 位小写字母、数字或 . _ -，字母开头',
      en: '3 to 32 small letters, figures, dots or hyphens; a letter first',
    },
    autocomplete: 'username',
    maxLength: 32,
  },
  PASSWORD,
];

const CONSENT_FIELDS: readonly Field[] = REGISTRATION_CONSENTS.map(({ kind }) => ({
  name: consentName(kind),
  kind: 'box',
  label: CONSENT_LABELS[kind] ?? { zh: kind, en: kind },
}));

function phoneView(values: FormValues, problem?: PageProblem): View {
  return {
    view: 'register-phone',
    title: { zh: '注册', en: 'Register' },
    values: { fields: fill([PHONE], values, problem), problem },
  };
}

function registrationView(values: FormValues, problem?: PageProblem): View {
  const { password: _never, ...typed } = values;
  const consentFields = fill(CONSENT_FIELDS, typed, problem);
  return {
    view: 'register',
    title: { zh: '注册', en: 'Register' },
    values: {
      fields: fill(FIELDS, { identityKind: PERSONAL_IDENTITY_KINDS[0], ...typed }, problem),
      consents: REGISTRATION_CONSENTS.map(({ text }, index) => ({ text, field: consentFields[index] })),
      problem,
    },
  };
}

const askPhone = openPage({
  method: 'get',
  path: '/register',
  handle: async () => phoneView({}),
});

/** The answer is the same for every number; the number itself goes on in the form and never in an address. */
const sendCode = openPage({
  method: 'post',
  path: '/register/code',
  limit: { operationId: 'requestRegistrationCode', requestsPerMinute: CODES_PER_MINUTE },
  handle: async (visitor, { body }) => {
    const { phone } = validate(phoneBody, { phone: body['phone'] });
    await requestRegistrationCode(visitor, { phone });
    return registrationView({ phone });
  },
  again: async (_visitor, { body }, problem) => phoneView(body, problem),
});

const register = openPage({
  method: 'post',
  path: '/register',
  limit: { operationId: 'registerBorrower', requestsPerMinute: CODES_PER_MINUTE },
  handle: async (visitor, { body }) => {
    const given = FIELDS.map(({ name }) => [name, body[name] ?? ''] as const);
    const consents = REGISTRATION_CONSENTS.map(({ kind }) => kind).filter(
      (kind) => body[consentName(kind)] === 'yes',
    );
    const registration = validate(registrationBody, { ...Object.fromEntries(given), consents });
    const { cookie } = await registerBorrower(visitor, registration, openWebSession);
    return { to: '/applications', session: cookie };
  },
  again: async (_visitor, { body }, problem) => registrationView(body, problem),
});

/** A founder's own account, by a code that the phone receives. */
export const REGISTRATION_PAGES: readonly Page[] = [askPhone, sendCode, register];
