import Joi from 'joi';
import { OPTIONAL_NOTICES, noticeTitle } from '../../../server/core/notices.js';
import type { Language } from '../../../server/core/bilingual.js';
import { findMessages, type InboxMessage } from '../../../server/messages/find-messages.js';
import { markRead } from '../../../server/messages/mark-read.js';
import {
  changeNotificationSettings,
  findNotificationSettings,
  type ChangedSettings,
  type NotificationSettings,
} from '../../../server/messages/notification-settings.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { id, instant, mailAddress, pageOf, pageQuery, required, type PageQuery } from '../../fields.js';

interface MessagesQuery extends PageQuery {
  readonly unread?: boolean;
}
interface MessageParams {
  readonly messageId: string;
}

const messageReply = required({
  messageId: id(),
  kind: Joi.string(),
  title: Joi.string(),
  body: Joi.string(),
  subjectKind: Joi.string().allow(null),
  subjectId: id().allow(null),
  createdAt: instant(),
  readAt: instant().allow(null),
});

const list = guarded<unknown, MessagesQuery>({
  method: 'get',
  path: '/api/v1/messages',
  tag: 'messages',
  operationId: 'listMessages',
  summary: "One's own messages, the newest first (站内消息)",
  permission: 'message.read',
  query: Joi.object<MessagesQuery>({
    ...pageQuery,
    unread: Joi.boolean().description('Only those that are not read yet.'),
  }),
  reply: { status: 200, schema: pageOf(messageReply) },
  errors: [],
  handle: async (context, { query }) => {
    const { items, nextCursor } = await findMessages(context, query);
    return { items: items.map(present), nextCursor };
  },
});

const present = (message: InboxMessage) => ({
  messageId: String(message.id),
  kind: message.kind,
  title: message.title,
  body: message.body,
  subjectKind: message.subjectKind,
  subjectId: message.subjectId === null ? null : String(message.subjectId),
  createdAt: message.createdAt,
  readAt: message.readAt,
});

const read = guarded<MessageParams>({
  method: 'post',
  path: '/api/v1/messages/:messageId/read-mark',
  tag: 'messages',
  operationId: 'markMessageRead',
  summary: 'Mark a message as read (标记已读)',
  permission: 'message.read',
  params: required<MessageParams>({ messageId: id() }),
  idempotency: 'required',
  reply: { status: 200, schema: required({ messageId: id(), readAt: instant() }) },
  errors: ['not-found'],
  handle: (context, { params }) => markRead(context, Number(params.messageId)),
});

const kind = () => Joi.string().valid(...OPTIONAL_NOTICES);
const settingsReply = required({
  email: Joi.string().allow(null).description('Where notices go by e-mail, masked.'),
  items: Joi.array().items(required({ kind: kind(), title: Joi.string(), declined: Joi.boolean() })),
});

const presentSettings = ({ declined, email }: NotificationSettings, language: Language) => ({
  email,
  items: OPTIONAL_NOTICES.map((each) => ({
    kind: each,
    title: noticeTitle(each)[language],
    declined: declined.includes(each),
  })),
});

const settings = guarded({
  method: 'get',
  path: '/api/v1/notification-settings',
  tag: 'messages',
  operationId: 'getNotificationSettings',
  summary:
    'Of which kinds one gets an SMS or e-mail beside the message; duty notices cannot be declined (通知设置)',
  permission: 'notification-setting.change',
  reply: { status: 200, schema: settingsReply },
  errors: [],
  handle: async (context) => presentSettings(await findNotificationSettings(context), context.language),
});

const change = guarded<unknown, unknown, ChangedSettings>({
  method: 'put',
  path: '/api/v1/notification-settings',
  tag: 'messages',
  operationId: 'changeNotificationSettings',
  summary: 'Decline SMS and e-mail of some kinds, take the others again, and name an address for e-mail',
  permission: 'notification-setting.change',
  body: required<ChangedSettings>({
    declined: Joi.array().items(kind().optional()).unique(),
    email: mailAddress()
      .allow(null)
      .optional()
      .description('Null: none any more. Left out: as it is.')
      .example('chen@example.com'),
  }).required(),
  idempotency: 'required',
  reply: { status: 200, schema: settingsReply },
  errors: [],
  handle: async (context, { body }) =>
    presentSettings(await changeNotificationSettings(context, body), context.language),
});

/** 站内消息: what people are told, and what of it comes by SMS. */
export const MESSAGE_ENDPOINTS: readonly Endpoint[] = [list, read, settings, change];
