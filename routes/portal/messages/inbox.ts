import { can } from '../../../server/auth/permissions.js';
import { dayOfInstant } from '../../../server/clock.js';
import type { Context } from '../../../server/context.js';
import { OPTIONAL_NOTICES, noticeTitle } from '../../../server/core/notices.js';
import { findMessages, type InboxMessage } from '../../../server/messages/find-messages.js';
import { markRead } from '../../../server/messages/mark-read.js';
import {
  changeNotificationSettings,
  findNotificationSettings,
} from '../../../server/messages/notification-settings.js';
import type { Field } from '../fields.js';
import { fill } from '../fields.js';
import { idIn } from '../form-values.js';
import { guardedPage, type FormValues, type Page, type View } from '../page.js';

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

const SETTINGS: readonly Field[] = OPTIONAL_NOTICES.map((kind) => ({
  name: kind,
  kind: 'box',
  label: noticeTitle(kind),
}));

const showSettings = guardedPage({
  method: 'get',
  path: '/messages/settings',
  permission: 'notification-setting.change',
  handle: async (context, { query }) => {
    const { declined } = await findNotificationSettings(context);
    const wanted = OPTIONAL_NOTICES.filter((kind) => !declined.includes(kind));
    return {
      view: 'message-settings',
      title: { zh: '短信设置', en: 'Text messages' },
      values: {
        fields: fill(SETTINGS, Object.fromEntries(wanted.map((kind) => [kind, 'yes']))),
        isSaved: query['saved'] === 'yes',
      },
    };
  },
});

const sendSettings = guardedPage({
  method: 'post',
  path: '/messages/settings',
  permission: 'notification-setting.change',
  handle: async (context, { body }) => {
    const declined = OPTIONAL_NOTICES.filter((kind) => body[kind] !== 'yes');
    await changeNotificationSettings(context, { declined });
    return { to: '/messages/settings?saved=yes' };
  },
});

/** What the system tells its reader, and of what it also sends a text message. */
export const MESSAGE_PAGES: readonly Page[] = [inbox, read, showSettings, sendSettings];
