import { Message } from '../../models/message.js';
import { Notice } from '../../models/notice.js';
import { countRows, findRows, type Row } from '../../models/rows.js';
import { dayOfInstant } from '../clock.js';
import type { Actor, Context } from '../context.js';
import { renderNotice, type NoticeValues } from '../core/notices.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';

export interface MessageFilter extends PageRequest {
  readonly unread?: boolean | undefined;
}

export type InboxMessage = Row<Message>;

/**
 * One's own messages, the newest first, in the language asked for where the text is a template's. Fails: malformed (the cursor).
 */
export async function findMessages(
  { actor, language }: Context,
  filter: MessageFilter,
): Promise<Page<InboxMessage>> {
  const before = idBefore(filter);
  const rows = await findRows(Message, {
    where: {
      userId: actor.userId,
      ...(filter.unread === true && { readAt: null }),
      ...(before !== undefined && { id: { '<': before } }),
    },
    order: [['id', 'DESC']],
    limit: filter.limit + 1,
  });
  const { items, nextCursor } = pageById(rows, filter);
  if (language === 'zh') return { items, nextCursor };
  const noticeIds = items.flatMap(({ noticeId }) => (noticeId === null ? [] : [noticeId]));
  const notices = await findRows(Notice, { where: { id: noticeIds } });
  const inEnglish = new Map(
    notices.map(({ id, kind, valuesJson, createdAt }) => [
      id,
      renderNotice(kind, JSON.parse(valuesJson) as NoticeValues, dayOfInstant(createdAt), language),
    ]),
  );
  return {
    nextCursor,
    items: items.map((message) => {
      const rendered = inEnglish.get(message.noticeId ?? 0);
      return rendered ? { ...message, title: rendered.title, body: rendered.text } : message;
    }),
  };
}

const MOST_COUNTED = 100;

/** How many messages somebody has not read yet; a hundred stands for a hundred or more. */
export const countUnread = ({ userId }: Actor): Promise<number> =>
  countRows(Message, { userId, readAt: null }, MOST_COUNTED);
