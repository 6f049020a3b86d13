import Joi from 'joi';
import { can } from '../../../server/auth/permissions.js';
import { dayOfInstant } from '../../../server/clock.js';
import type { Context } from '../../../server/context.js';
import { OPTIONAL_NOTICES, noticeTitle } from '../../../server/core/notices.js';
import { findMessages, type InboxMessage } from '../../../server/messages/find-messages.js';
import { markRead } from '../../../server/messages/mark-read.js';
import {
  changeNotificationSettings,
  findNotificationSettings,
  type ChangedSettings,
} from '../../../server/messages/notification-settings.js';
import { validate } from '../../middleware/validate.js';
import { mailAddress } from '../../fields.js';
import type { Field } from '../fields.js';
import { fill } from '../fields.js';
import { idIn } from '../form-values.js';
import { guardedPage, type FormValues, type Page, type PageProblem, type View } from '../page.js';

const MESSAGES_OF_A_PAGE = 30;

/** The page of what a message is about, where its reader has one. */
function addressOf({ subjectKind, subjectId }: InboxMessage, isBorrower: boolean): string | undefined {
  if (subjectKind === null || subjectId === null) return undefined;
  if (subjectKind === 'application' || subjectKind === 'loan') return `/${subjectKind}s/${subjectId}`;
  if (isBorrower) return undefined;
  const kinds: Readonly<Record<string, string>> = {
    'risk-alert': 'risk-alerts',
    'compensation-claim': 'compensation-claims',
    'subsidy-claim': 'subsidy-claims',
    'cooperation-agreement': 'cooperation-agreements',
    'post-check': 'post-checks',
    'guarantee-stop': 'guarantee-stops',
    'payment-run': 'payment-runs',
  };
  const kind = kinds[subjectKind];
  return kind && `/desk/${kind}/${subjectId}`;
}

const present = (isBorrower: boolean) => (message: InboxMessage) => ({
  messageId: String(message.id),
  title: message.title,
  body: message.body,
  on: dayOfInstant(message.createdAt),
  isUnread: message.readAt === null,
  href: addressOf(message, isBorrower),
});

async function inboxView(context: Context, { unread, cursor }: FormValues): Promise<View> {
  const { items, nextCursor } = await findMessages(context, {
    limit: MESSAGES_OF_A_PAGE,
    cursor,
    unread: unread === 'yes',
  });
  const kept = unread === 'yes' ? { unread } : {};
  return {
    view: 'messages',
    title: { zh: '消息', en: 'Messages' },
    values: {
      items: items.map(present(context.actor.role === 'borrower')),
      onlyUnread: unread === 'yes',
      hasSettings: can(context.actor.role, 'notification-setting.change'),
      more: nextCursor && `/messages?${new URLSearchParams({ ...kept, cursor: nextCursor }).toString()}`,
    },
  };
}

const inbox = guardedPage({
  method: 'get',
  path: '/messages',
  permission: 'message.read',
  handle: (context, { query }) => inboxView(context, query),
});

const read = guardedPage({
  method: 'post',
  path: '/messages/:messageId/read-mark',
  permission: 'message.read',
  handle: async (context, { params }) => {
    await markRead(context, idIn(params, 'messageId'));
    return { to: '/messages' };
  },
});

const DECLINABLE: readonly Field[] = OPTIONAL_NOTICES.map((kind) => ({
  name: kind,
  kind: 'box',
  label: noticeTitle(kind),
}));

const ADDRESS: Field = {
  name: 'email',
  kind: 'text',
  label: { zh: '电子邮箱', en: 'E-mail' },
  hint: {
    zh: '填写后通知同时发往该邮箱；留空则不变',
    en: 'Notices also go there; left empty it stays as it is',
  },
  autocomplete: 'email',
  maxLength: 254,
  optional: true,
};
const NO_ADDRESS: Field = {
  name: 'noEmail',
  kind: 'box',
  label: { zh: '不再发送电子邮件', en: 'No e-mail any more' },
};

/** Text messages go to borrowers alone; staff choose where their e-mail goes. */
async function settingsView(context: Context, typed: FormValues, problem?: PageProblem): Promise<View> {
  const { declined, email } = await findNotificationSettings(context);
  const wanted = OPTIONAL_NOTICES.filter((kind) => !declined.includes(kind));
  const fields = [
    ...(context.actor.role === 'borrower' ? DECLINABLE : []),
    ADDRESS,
    ...(email === null ? [] : [NO_ADDRESS]),
  ];
  const shown = problem ? typed : Object.fromEntries(wanted.map((kind) => [kind, 'yes']));
  return {
    view: 'message-settings',
    title: { zh: '通知设置', en: 'Notices' },
    values: {
      fields: fill(fields, shown, problem),
      hasTextMessages: context.actor.role === 'borrower',
      email,
      problem,
      isSaved: typed['saved'] === 'yes',
    },
  };
}

const settingsAddress = Joi.object<{ readonly email: string }>({ email: mailAddress().required() });

/** What a form says of the address: none any more, a new one, or nothing. */
function addressIn({ email = '', noEmail }: FormValues): Pick<ChangedSettings, 'email'> {
  if (noEmail === 'yes') return { email: null };
  return email === '' ? {} : validate(settingsAddress, { email });
}

const showSettings = guardedPage({
  method: 'get',
  path: '/messages/settings',
  permission: 'notification-setting.change',
  handle: (context, { query }) => settingsView(context, query),
});

const sendSettings = guardedPage({
  method: 'post',
  path: '/messages/settings',
  permission: 'notification-setting.change',
  handle: async (context, { body }) => {
    const isBorrower = context.actor.role === 'borrower';
    const declined = isBorrower ? OPTIONAL_NOTICES.filter((kind) => body[kind] !== 'yes') : [];
    await changeNotificationSettings(context, { declined, ...addressIn(body) });
    return { to: '/messages/settings?saved=yes' };
  },
  again: (context, { body }, problem) => settingsView(context, body, problem),
});

/** What the system tells its reader, and of what it also sends a text message. */
export const MESSAGE_PAGES: readonly Page[] = [inbox, read, showSettings, sendSettings];
