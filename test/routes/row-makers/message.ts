import { Message } from '../../../models/message.js';
import { insertRow } from '../../../models/rows.js';
import { inTransaction } from '../../../models/transaction.js';
import type { Role } from '../../../server/core/roles.js';
import type { TestApp } from '../../support/app.js';
import type { Username } from '../../support/people.js';
import { PERSON_IN, type World } from '../scenarios/world.js';
import type { RowMaker } from './row-maker.js';

async function messageTo(world: World, userId: number): Promise<string> {
  const { system } = world as TestApp;
  const text = { kind: 'test', title: '消息', body: '内容。', subjectKind: null, subjectId: null };
  const message = { userId, ...text, createdAt: system.clock.now(), readAt: null, noticeId: null };
  return String(
    await inTransaction(system.database, (transaction) => insertRow(Message, message, transaction)),
  );
}

/** A message in one's own inbox, and in that of somebody else. */
export const MESSAGE_ROW: RowMaker = {
  own: async (world: World, role: Role) => messageTo(world, world.userIds[PERSON_IN[role] as Username]),
  foreign: async (world: World) => messageTo(world, world.userIds['other.borrower']),
};
